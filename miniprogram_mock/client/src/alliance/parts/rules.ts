/** Pure decisions of the area: what was done of an item, which words fit, which quarter a day is in. */
import { wholeNumber } from '@/core/format'
import type { AllianceBoard, AllianceItem, AllianceStand, Day, MeasureSides, Outcome } from '@/core/types'
import type { Tone } from '@/ui'

export const OUTCOME_TONE: Record<Outcome, Tone> = { done: 'ok', partly: 'warn', not_done: 'danger' }
export const STAND_TONE: Record<AllianceStand, Tone> = { joined: 'ok', invited: 'warn', declined: 'ink2', left: 'ink2', ended: 'ink2' }
export const OUTCOMES = ['done', 'partly', 'not_done'] as const

/** The day before a quarter's first day: it asks for the quarter before. */
export const dayBefore = (quarter: Day): Day => new Date(Date.parse(`${quarter}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
/** The amount that an outcome says; undefined where what was typed does not fit it. */
export function doneOf(outcome: Outcome | '', typed: string, amount: number): number | undefined {
  if (outcome === 'done') return amount
  if (outcome === 'not_done') return 0
  const n = wholeNumber(typed, amount - 1)
  return outcome === 'partly' && n ? n : undefined
}
/** How many of a month's items are done. */
export const countDone = (board: Pick<AllianceBoard, 'items'>) => board.items.filter(i => i.outcome === 'done').length
/** Our own unanswered items first, then as they were listed. */
export const inOrder = (items: readonly AllianceItem[]) => [...items].sort((a, b) => Number(b.may_answer && !b.outcome) - Number(a.may_answer && !a.outcome) || a.no - b.no)
/** Where one measure's bar ends: both sides on one axis. */
export const longest = (s: MeasureSides) => Math.max(s.gave, s.got, 1)
/** 2026-12-01 → 12 */
export const monthNumber = (day: Day) => Number(day.slice(5, 7))
