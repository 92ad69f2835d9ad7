/** One transfer as a line of stops; it watches until the other community has answered. */
import { number } from '@/core/format'
import { useLoad, usePoll } from '@/core/hooks'
import { t } from '@/core/i18n'
import { back, go, replace, useParams } from '@/core/nav'
import { chooseCommunity, useMe } from '@/core/store'
import type { ClearingTransfer } from '@/core/types'
import { transfer } from '@/services/clearing'
import { Btn, Card, Chip, Figure, Line, LoadedView, Screen, Section, Stack, Stops, TraceRow, Txt } from '@/ui'
import { stopsOf, titleOf, toneOf } from '../rules'

/** Seconds between looks whether the other community has answered. */
const LOOK = 2

export default function TransferPage() {
  const { id = '', from: asked, offer } = useParams<'id' | 'from' | 'offer'>()
  const { cid, memberships } = useMe()
  const from = Number(asked ?? cid)
  const one = useLoad(() => transfer(from, id), [from, id], { keep: 'clearing:' + id })
  usePoll(one.reload, LOOK, one.data?.state === 'sent')
  const x = one.data, there = memberships.some(m => m.community_id === x?.other_id)
  return (
    <Screen title={t('clearing.transfer')} action={x ? <Next of={x} from={from} offer={offer} there={there} here={from === cid} /> : undefined}>
      <LoadedView of={one} shape='detail'>{y => (
        <Stack gap={4}>
          <Line><Chip tone={toneOf(y)}>{y.state_name}</Chip></Line>
          <Figure value={number(y.points)} unit={t('clearing.points')} label={titleOf(y)} tone='amber' />
          {y.reason ? <Txt as='p' bold tone='warn'>{y.reason}</Txt> : null}
          <Section title={t('clearing.progress')}><Card><Stops stops={stopsOf(y)} /></Card></Section>
          {from === cid ? <TraceRow type='clearing' id={y.id} /> : null}
        </Stack>
      )}</LoadedView>
    </Screen>
  )
}

/** What to do now: back to what the points are for, over to the other community, or try otherwise. */
function Next({ of: x, from, offer, there, here }: { of: ClearingTransfer; from: number; offer?: string; there: boolean; here: boolean }) {
  if (x.direction === 'in') return x.state === 'done' && here ? <Btn kind='main' wide onTap={() => go('redeem.offers')}>{t('clearing.back')}</Btn> : null
  if (x.state === 'refunded') return <Btn wide onTap={() => replace('clearing.send', { from, to: x.other_id, offer })}>{t('clearing.again')}</Btn>
  if (x.state !== 'done' || !there) return null
  if (offer) return <Btn kind='main' wide onTap={back}>{t('clearing.back')}</Btn>
  return <Btn kind='main' wide onTap={() => { chooseCommunity(x.other_id); replace('redeem.offers') }}>{t('clearing.spend', { name: x.other_name })}</Btn>
}
