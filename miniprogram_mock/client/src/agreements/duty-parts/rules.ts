/** What pages of duties decide on their own: tones, amounts, the days of a month. Pure. */
import { dayAfter, plainDay } from '@/core/format'
import { t } from '@/core/i18n'
import type { DutyDay, DutyEvidence, DutyNote, DutyTerm, DutyTermWhole, TermState } from '@/core/types'
import type { StopView, Tone } from '@/ui'

const TONES: Record<TermState, Tone> = { open: 'ink2', submitted: 'warn', partly: 'warn', accepted: 'ok', overdue: 'seal', escalated: 'seal', given_up: 'danger', excused: 'ink2', cancelled: 'ink2' }
export const termTone = (state: TermState) => TONES[state]
const EVIDENCE: Record<DutyEvidence['state'], Tone> = { waiting: 'warn', accepted: 'ok', rejected: 'seal', withdrawn: 'ink2' }
export const evidenceTone = (state: DutyEvidence['state']) => EVIDENCE[state]
const NOTES: Record<DutyNote['state'], Tone> = { waiting: 'warn', answered: 'pine', escalated: 'seal', closed: 'ink2' }
export const noteTone = (state: DutyNote['state']) => NOTES[state]

/** What its debtor is still to do. */
export const TO_DO: TermState[] = ['open', 'partly', 'submitted', 'overdue', 'escalated']
export const LATE: TermState[] = ['overdue', 'escalated']
export const leftOf = (x: Pick<DutyTerm, 'amount' | 'accepted_amount'>, waiting = 0) => x.amount - x.accepted_amount - waiting
export const muchOf = (n: number, x: { duty: Pick<DutyTerm['duty'], 'measure'> }) => t('duty.much', { n, unit: x.duty.measure })
/** By when, with the day off it was moved from. */
export const dayOf = (x: Pick<DutyTerm, 'due_on' | 'last_day'>, now: number) =>
  x.due_on === x.last_day ? t('duty.by', { day: plainDay(x.due_on, now) }) : t('duty.day.moved', { day: plainDay(x.last_day, now), due: plainDay(x.due_on, now) })

/** What happened so far, as stops; the last one is now where something is still to be done. */
export function historyStops(x: DutyTermWhole): StopView[] {
  const open = TO_DO.includes(x.state)
  return [
    ...x.history.map((h, i): StopView => ({ key: String(i), name: [h.name, h.note].filter(Boolean).join('：'), status: 'done', at: h.at, by: h.by ? { name: h.by } : null })),
    { key: 'state', name: x.state_name, status: open ? 'now' : 'done' },
  ]
}

/** `2026-11` and so many months on. */
export function monthAfter(month: string, by: number): string {
  const [y, m] = month.split('-').map(Number), n = y * 12 + m - 1 + by
  return `${Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`
}
export interface Square { day?: string; n: number; late: number; done: boolean }
/** A month as weeks from Monday on; squares before the first and after the last day are empty. */
export function monthSquares(month: string, days: readonly DutyDay[]): Square[] {
  const first = `${month}-01`, before = (new Date(`${first}T00:00:00Z`).getUTCDay() + 6) % 7
  const found = new Map(days.map(d => [d.day, d]))
  const squares: Square[] = Array.from({ length: before }, () => ({ n: 0, late: 0, done: false }))
  for (let day = first; day.startsWith(month); day = dayAfter(day, 1)) {
    const d = found.get(day), n = d ? d.to_do + d.late + d.to_decide + d.done : 0
    squares.push({ day, n, late: d?.late ?? 0, done: n > 0 && d?.done === n })
  }
  while (squares.length % 7) squares.push({ n: 0, late: 0, done: false })
  return squares
}
