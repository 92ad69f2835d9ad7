/** A booking's buttons, its row, and the way from a resource to its calendar. */
import { useState } from 'react'
import { ask } from '@/core/dialogs'
import { clock, dateTime, span } from '@/core/format'
import { useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { useMe } from '@/core/store'
import type { Booking, BookingMove, Entry, Move, ResourceDetails } from '@/core/types'
import { moveBooking } from '@/services/bookings'
import { Area, Btn, Chip, Line, Row, Rows, Section, Sheet, Stack, Txt, type Tone } from '@/ui'
import { keepsResource, who } from './rules'

export const isBookable = (e: Entry) => e.kind === 'resource' && e.state === 'open' && !!(e.details as unknown as ResourceDetails).booking
export const bookingTone = (b: Booking): Tone => (b.state === 'booked' ? 'pine' : b.state === 'used' ? 'ok' : b.state === 'cancelled' ? 'ink2' : 'warn')

/** To who keeps it: the calendar of a resource. */
export function CalendarRow({ entry: e }: { entry: Entry }) {
  const { membership } = useMe()
  const { booking } = e.details as unknown as ResourceDetails
  if (e.kind !== 'resource' || !booking || !keepsResource(e, who(membership))) return null
  return <Section><Rows><Row title={t('bookings.look')} note={t('bookings.look.note')} onTap={() => go('lists.calendar', { entry_id: e.id })} /></Rows></Section>
}

/** What may be done with a booking: the keeper gives a reason for cancelling, a late booker is told what it means. */
export function BookingMoves({ booking: b, onDone }: { booking: Booking; onDone(b: Booking): void }) {
  const [told, setTold] = useState(false)
  const write = useWrite((move: BookingMove, note?: string) => moveBooking(b.id, move, note), { done: r => t('bookings.moved', { state: r.state_name }), then: r => { setTold(false); onDone(r) } })
  async function tap(m: Move<BookingMove>) {
    if (m.move === 'use') return void write.run('use')
    if (m.move === 'cancel' && !b.mine) return setTold(true)
    const text = m.move === 'no_show' ? t('bookings.ask.no_show.text') : t(b.late ? 'bookings.ask.late.text' : 'bookings.ask.cancel.text')
    if (await ask({ title: t(`bookings.ask.${m.move}`), text, yes: m.name, no: t('bookings.keep'), danger: true })) await write.run(m.move)
  }
  if (!b.moves.length) return null
  return (
    <>
      <Line>{b.moves.map(m => <Btn key={m.move} kind={m.move === 'use' ? 'plain' : 'danger'} busy={write.busy} label={t('bookings.mark', { name: m.name, who: `${b.mine ? b.entry.name : b.member.name} ${clock(b.starts_at)}` })} onTap={() => tap(m)}>{m.name}</Btn>)}</Line>
      {told ? <Why title={b.moves.find(m => m.move === 'cancel')?.name ?? ''} busy={write.busy} error={write.fields.note} onClose={() => setTold(false)} onSend={note => write.run('cancel', note)} /> : null}
    </>
  )
}

function Why({ title, busy, error, onClose, onSend }: { title: string; busy: boolean; error?: string; onClose(): void; onSend(note: string): void }) {
  const [note, setNote] = useState(''), [tried, setTried] = useState(false)
  const send = () => { setTried(true); if (note.trim()) onSend(note.trim()) }
  return (
    <Sheet open title={title} closeLabel={t('ui.close')} onClose={onClose} foot={<Btn kind='danger' wide busy={busy} onTap={send}>{title}</Btn>}>
      <Area required label={t('bookings.why')} help={t('bookings.why.help')} value={note} max={200} error={error ?? (tried && !note.trim() ? t('bookings.why.need') : undefined)} onChange={setNote} />
    </Sheet>
  )
}

/** One booking in a list: mine by what it is, the keeper's by who comes. */
export function BookingRow({ booking: b, byPerson, onDone }: { booking: Booking; byPerson?: boolean; onDone(b: Booking): void }) {
  const detail = [b.resource_kind === 'goods' ? t('bookings.unit.n', { n: b.unit_no }) : '', b.people > 1 ? t('bookings.n', { n: b.people }) : '', byPerson ? b.entry.name : b.place ?? '', b.note ?? ''].filter(Boolean).join(' · ')
  return (
    <Stack gap={1} className='l-booking'>
      <Row title={byPerson ? `${clock(b.starts_at)}–${clock(b.ends_at)} ${b.member.name}` : b.entry.name} note={<>{byPerson ? null : <Txt className='block num'>{span(b.starts_at, b.ends_at)}</Txt>}{detail}{b.reason ? <Txt className='block'>{b.reason}</Txt> : null}</>}
        value={<Chip tone={bookingTone(b)}>{b.state_name}</Chip>} label={`${byPerson ? b.member.name : b.entry.name} ${dateTime(b.starts_at)} ${b.state_name}`} onTap={() => go('lists.booking', { id: b.id })} />
      <BookingMoves booking={b} onDone={onDone} />
    </Stack>
  )
}
