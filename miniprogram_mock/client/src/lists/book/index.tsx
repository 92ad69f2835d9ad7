/** Book a resource: a day, a slot, how many come; fee and conditions stand before the button. */
import { useState } from 'react'
import { clock, dateTime, fen, nearDay, shortDay } from '@/core/format'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { back, go, replace, useParams } from '@/core/nav'
import { useMe } from '@/core/store'
import type { Entry, ResourceDetails, Slot, Slots } from '@/core/types'
import { book, slots as loadSlots } from '@/services/bookings'
import { entry as loadEntry } from '@/services/lists'
import { Box, Btn, Card, Choice, Empty, Facts, LoadedView, Screen, Section, Stack, Stepper, Txt } from '@/ui'
import { isBookable } from '../parts/Bookings'
import '../parts/index.scss'

export default function BookPage() {
  const { entry_id = '' } = useParams<'entry_id'>()
  const { verified } = useMe()
  const entry = useLoad(() => loadEntry(entry_id), [entry_id])
  const e = entry.data
  if (e && !isBookable(e)) return <Screen title={t('bookings.title')}><Empty text={t('bookings.closed')} action={{ text: t('bookings.back'), onTap: back }} /></Screen>
  if (e && !verified) return <Screen title={t('bookings.title')}><Empty text={t('bookings.notMember')} action={{ text: t('bookings.join'), onTap: () => go('join') }} /></Screen>
  return e ? <BookForm entry={e} /> : <Screen title={t('bookings.title')}><LoadedView of={entry} shape='detail'>{() => null}</LoadedView></Screen>
}

function BookForm({ entry: e }: { entry: Entry }) {
  const [day, setDay] = useState<string>()
  const [start, setStart] = useState(''), [people, setPeople] = useState(1)
  const load = useLoad(() => loadSlots(e.id, day), [e.id, day])
  const send = useWrite(() => book(e.id, { starts_at: start, people }), { done: t('bookings.done'), then: b => replace('lists.booking', { id: b.id }) })
  const chosen = load.data?.slots.find(s => s.starts_at === start && s.state === 'free')
  async function submit() {
    // Somebody was faster: what is left is shown at once.
    if (!await send.run()) { setStart(''); await load.reload() }
  }
  const banned = load.data?.banned_until, full = !!load.data && load.data.coming >= load.data.member_max
  return (
    <Screen title={t('bookings.title')} action={load.data && !banned && !full ? <Btn kind='main' wide disabled={!chosen} busy={send.busy} onTap={submit}>{chosen ? t('bookings.send', { when: `${nearDay(chosen.starts_at)} ${clock(chosen.starts_at)}–${clock(chosen.ends_at)}` }) : t('bookings.send.choose')}</Btn> : undefined}>
      <Txt as='h2' size={4} bold>{e.title}</Txt>
      <LoadedView of={load} shape='detail'>{data => (
        <>
          <Txt as='p' tone='ink2' num>{`${feeOf(data)} · ${t('bookings.fact.slot')} ${t('bookings.fact.minutes', { n: data.slot_minutes })}`}</Txt>
          {banned ? <Box role='alert' className='l-gap'><Txt as='p' tone='danger'>{t('bookings.banned', { when: dateTime(banned) })}</Txt></Box> : null}
          {full && !banned ? <Box role='alert' className='l-gap'><Stack gap={2}><Txt as='p' tone='danger'>{t('bookings.limit', { n: data.coming, max: data.member_max })}</Txt><Btn onTap={() => go('lists.bookings')}>{t('bookings.mine')}</Btn></Stack></Box> : null}
          {send.error && !send.error.offline ? <Box role='alert' className='l-gap'><Txt as='p' tone='danger'>{send.fields.people ?? send.error.problem.detail ?? send.error.message}</Txt></Box> : null}
          <Days of={data} onChange={d => { setStart(''); setDay(d) }} />
          <SlotChoice of={data} unit={e.quantity_unit ?? ''} value={start} onChange={setStart} />
          {data.people_max && data.people_max > 1 ? <Stepper label={t('bookings.people')} value={people} max={data.people_max} unit={t('bookings.people.unit')} onChange={setPeople} /> : null}
          <Terms entry={e} of={data} />
        </>
      )}</LoadedView>
    </Screen>
  )
}

const feeOf = (of: Slots) => (of.fee_fen ? t('bookings.fee.pay', { fee: fen(of.fee_fen) }) : t('bookings.fee.free'))

/** The days ahead on one line, those that are closed left out. */
function Days({ of, onChange }: { of: Slots; onChange(day: string): void }) {
  const noon = (d: string) => `${d}T04:00:00Z`
  const name = (d: string) => (nearDay(noon(d)).length > 2 ? shortDay(noon(d)) : nearDay(noon(d)))
  const options = of.days.filter(d => d.open || d.day === of.day).map(d => ({ value: d.day, text: name(d.day), note: d.free ? t('bookings.day.n', { n: d.free }) : t('bookings.day.full') }))
  return <Box className='l-strip'><Choice required inline label={t('bookings.day')} value={of.day} options={options} onChange={onChange} /></Box>
}

const times = (s: Slot) => `${clock(s.starts_at)}–${clock(s.ends_at)}`
function SlotChoice({ of, unit, value, onChange }: { of: Slots; unit: string; value: string; onChange(start: string): void }) {
  const free = of.slots.filter(s => s.state === 'free'), full = of.slots.filter(s => s.state === 'full')
  return (
    <Stack gap={2}>
      {free.length ? <Choice required inline label={t('bookings.slot')} value={value} options={free.map(s => ({ value: s.starts_at, text: times(s), note: of.units > 1 ? t('bookings.slot.left', { n: s.free, unit }) : undefined }))} onChange={onChange} /> : <Txt as='p' tone='ink2'>{t('bookings.slot.none')}</Txt>}
      {full.length ? <Txt as='p' size={2} tone='ink2' num>{t('bookings.slot.full', { times: full.map(times).join('、') })}</Txt> : null}
    </Stack>
  )
}

function Terms({ entry: e, of }: { entry: Entry; of: Slots }) {
  const d = e.details as unknown as ResourceDetails
  return (
    <Section note={t('bookings.rule')}>
      <Card><Facts items={[
        [t('bookings.fee'), feeOf(of)],
        [t('bookings.fact.deposit'), d.goods?.deposit_note], [t('bookings.conditions'), d.conditions],
        [t('bookings.cancel'), of.cancel_hours ? t('bookings.cancel.until', { n: of.cancel_hours }) : t('bookings.cancel.any')],
        [t('bookings.title'), [of.lead_hours ? t('bookings.lead', { n: of.lead_hours }) : '', t('bookings.memberMax', { n: of.member_max })].filter(Boolean).join('，')],
      ]} /></Card>
    </Section>
  )
}
