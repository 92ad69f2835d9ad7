/** Give time to kin: to whom, how much, a word; or why it can't be done here. */
import { useState } from 'react'
import { ask } from '@/core/dialogs'
import { hours } from '@/core/format'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go, replace, useParams } from '@/core/nav'
import { useMe } from '@/core/store'
import type { GiftIn, GiftTerms, KinTie } from '@/core/types'
import { give, giftTerms, ties } from '@/services/giving'
import { Area, Box, Btn, Choice, Empty, Figure, LoadedView, Row, Rows, Screen, Stack, Txt } from '@/ui'
import { Minutes } from '../parts/Minutes'
import { barOf, HOUR, mayReceive } from '../parts/rules'
import '../parts/index.scss'

const both = () => Promise.all([giftTerms(), ties().then(page => page.items.filter(x => x.state === 'confirmed'))])

export default function GiftPage() {
  const { to = '' } = useParams<'to'>()
  const { cid } = useMe()
  const load = useLoad(both, [cid], { skip: !cid })
  const [chosen, setChosen] = useState(to), [minutes, setMinutes] = useState<number>(), [message, setMessage] = useState('')
  const write = useWrite((body: GiftIn) => give(body), { done: t('giving.gift.done') })
  const [terms, kin] = load.data ?? []
  const amount = Math.min(minutes ?? HOUR, terms?.giveable_minutes ?? 0)
  const whom = terms && kin?.find(x => x.member.id === chosen && mayReceive(terms, x))
  async function send(x: KinTie, all: GiftTerms) {
    const words = { name: x.member.name, n: hours(amount) }
    if (!await ask({ title: t('giving.gift.ask', words), text: t('giving.gift.ask.text', { rest: hours(all.available_minutes - amount) }), yes: t('giving.gift.yes') })) return
    const done = await write.run({ to_member_id: x.member.id, minutes: amount, message: message.trim() || undefined })
    if (done) replace('giving.given', { id: done.id })
    else load.reload()
  }
  const ready = terms && !barOf(terms) && !!kin?.length && terms.giveable_minutes > 0
  return (
    <Screen title={t('giving.gift')} action={ready ? <Btn kind='main' wide busy={write.busy} disabled={!whom || !amount} onTap={() => whom && send(whom, terms)}>{whom ? t('giving.gift.send', { name: whom.member.name, n: hours(amount) }) : t('giving.gift.choose')}</Btn> : undefined}>
      <LoadedView of={load} shape='detail'>{([all, people]) => (
        <Stack gap={3}>
          {write.error && !Object.keys(write.fields).length ? <Box role='alert' className='g-no'><Txt as='p' tone='warn' bold>{write.error.words}</Txt></Box> : null}
          {barOf(all) ? <Barred terms={all} /> : <>
            <Figure label={t('giving.gift.can')} value={hours(all.giveable_minutes)} tone='pine' />
            {all.available_minutes > all.giveable_minutes ? <Txt as='p' size={2} tone='ink2'>{t('giving.gift.own', { all: hours(all.available_minutes), rest: hours(all.available_minutes - all.giveable_minutes) })}</Txt> : null}
            {all.giveable_minutes ? null : <Txt as='p'>{t('giving.gift.poor')}</Txt>}
            <Whom kin={people} terms={all} value={chosen} onChange={setChosen} />
            {whom && all.giveable_minutes ? <>
              <Minutes label={t('giving.gift.amount')} value={amount} most={all.giveable_minutes} onChange={setMinutes} />
              <Area label={t('giving.gift.message')} help={t('giving.gift.message.help')} value={message} max={60} error={write.fields.message} onChange={setMessage} />
            </> : null}
            <Txt as='p' size={2} tone='ink2'>{t('giving.gift.rule', { rule: all.rule ?? '', what: all.gift_to_name ?? '' })}</Txt>
          </>}
        </Stack>
      )}</LoadedView>
    </Screen>
  )
}

/** Why not, and what can be done instead. */
function Barred({ terms }: { terms: GiftTerms }) {
  return (
    <Stack gap={3}>
      <Box className='g-no'><Txt as='h2' size={3} bold>{barOf(terms)}</Txt></Box>
      <Txt as='p'>{t('giving.gift.no.way')}</Txt>
      <Rows>
        <Row title={t('giving.donate')} note={t('giving.donate.note')} onTap={() => go('giving.donate')} />
        <Row title={t('rules.title')} onTap={() => go('redeem.rules')} />
        <Row title={t('giving.kin')} onTap={() => go('giving.kin')} />
      </Rows>
    </Stack>
  )
}

function Whom({ kin, terms, value, onChange }: { kin: KinTie[]; terms: GiftTerms; value: string; onChange(id: string): void }) {
  if (!kin.length) return <Empty text={t('giving.gift.none')} action={{ text: t('giving.kin.add'), onTap: () => go('giving.kin') }} />
  const may = kin.filter(x => mayReceive(terms, x)), not = kin.filter(x => !mayReceive(terms, x))
  return (
    <>
      {may.length ? <Choice<string> required label={t('giving.gift.whom')} value={value} options={may.map(x => ({ value: x.member.id, text: x.member.name, note: x.relation_name }))} onChange={onChange} /> : null}
      {not.length ? <Rows>{not.map(x => <Row key={x.id} title={<Txt tone='ink2'>{x.member.name}</Txt>} note={`${x.relation_name} · ${t('giving.gift.degree', { what: terms.gift_to_name ?? '' })}`} />)}</Rows> : null}
    </>
  )
}
