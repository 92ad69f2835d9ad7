/** One thing on offer: how many, what it costs, exchange. */
import { useState } from 'react'
import { ask } from '@/core/dialogs'
import { number, points } from '@/core/format'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { replace, useParams } from '@/core/nav'
import { useMe } from '@/core/store'
import type { Offer } from '@/core/types'
import { passbook } from '@/services/passbook'
import { offer as loadOffer, takeVoucher } from '@/services/redeem'
import { Box, Btn, Chip, Facts, Figure, Line, LoadedView, Screen, Stack, Stepper, Txt } from '@/ui'
import { costOf, lackOf, mostOf } from '../rules'

export default function OfferPage() {
  const { id = '' } = useParams<'id'>()
  const { cid } = useMe()
  const [count, setCount] = useState(1)
  const offer = useLoad(() => loadOffer(id), [id], { keep: 'offer:' + id })
  const books = useLoad(passbook, [cid], { keep: 'passbook', skip: !cid })
  const have = books.data?.find(b => b.book === 'point')?.available ?? 0
  const take = useWrite((o: Offer) => takeVoucher(o.id, count, o.price_points), { done: t('redeem.taken') })
  const o = offer.data
  async function exchange(o: Offer) {
    const n = points(costOf(o, count))
    if (!(await ask({ title: t('redeem.ask', { n }), text: t('redeem.ask.text', { title: o.title, count }), yes: t('redeem.ask.yes') }))) return
    const voucher = await take.run(o)
    if (voucher) replace('redeem.voucher', { id: voucher.id })
    else { offer.reload(); books.reload() }
  }
  const may = o?.state === 'open' && o.left > 0 && lackOf(o, count, have) === 0
  return (
    <Screen title={t('redeem.offer')} action={o ? <Btn kind='main' wide disabled={!may} busy={take.busy} onTap={() => exchange(o)}>{t('redeem.take', { n: points(costOf(o, count)) })}</Btn> : undefined}>
      <LoadedView of={offer} shape='detail'>{x => <Shown offer={x} have={have} count={count} onCount={setCount} problem={words(take.error)} />}</LoadedView>
    </Screen>
  )
}

/** Refusals whose figures the resident needs; the rest was said by the server. */
function words(error: ReturnType<typeof useWrite>['error']) {
  if (error?.code === 'price_changed') return t('redeem.price.changed')
  if (error?.code === 'insufficient_points') return t('redeem.poor', { available: points(Number(error.problem?.available ?? 0)), needed: points(Number(error.problem?.needed ?? 0)) })
  return undefined
}

function Shown({ offer: o, have, count, onCount, problem }: { offer: Offer; have: number; count: number; onCount(n: number): void; problem?: string }) {
  const lack = lackOf(o, count, have)
  return (
    <Stack gap={4}>
      <Line between><Txt as='h2' size={4} bold>{o.title}</Txt>{o.state === 'open' ? null : <Chip tone='warn'>{o.state_name}</Chip>}</Line>
      {o.text ? <Txt as='p'>{o.text}</Txt> : null}
      <Figure value={number(o.price_points)} unit={t('redeem.points')} label={t('redeem.price')} tone='amber' />
      <Facts items={[[t('redeem.unit'), o.unit.name], [t('redeem.good'), t('redeem.days', { n: o.voucher_days })], [t('redeem.stock'), o.left ? t('redeem.left', { n: o.left }) : t('redeem.none')]]} />
      {o.left > 1 ? <Stepper label={t('redeem.count')} value={count} min={1} max={mostOf(o, have)} unit={t('redeem.parts')} onChange={onCount} /> : null}
      <Line between><Txt num tone='ink2'>{t('redeem.have', { n: points(have) })}</Txt>{lack ? <Txt bold num tone='danger'>{t('redeem.short', { n: points(lack) })}</Txt> : null}</Line>
      {problem ? <Box role="alert"><Txt as="p" tone="danger">{problem}</Txt></Box> : null}
    </Stack>
  )
}
