/** What comes next on an order, what it pays, and which days the board shows. Pure. */
import { dayAfter, exactHours, localDay, toUtc } from '@/core/format'
import { t } from '@/core/i18n'
import type { Order, OrderMove, WholeOrder } from '@/core/types'
import type { Tone } from '@/ui'

const MINUTE = 60_000
/** As check-in by code opens (backend: rules/hours). */
const OPENS = 30 * MINUTE, CLOSES = 60 * MINUTE

export const may = (o: WholeOrder, move: OrderMove) => o.moves.some(m => m.move === move)
export const nameOf = (o: WholeOrder, move: OrderMove) => o.moves.find(m => m.move === move)?.name ?? ''
export const time = (minutes: number) => exactHours(minutes)

export const TONES: Record<Order['state'], Tone> = { open: 'pine', accepted: 'pine', overdue: 'warn', reported: 'warn', absent: 'warn', disputed: 'danger', completed: 'ok', cancelled: 'ink2', missed: 'danger', expired: 'ink2', ruled: 'record' }

/** Whether the code opens now. */
export const isOnSite = (o: Pick<Order, 'starts_at' | 'ends_at'>, now: number) => now >= Date.parse(o.starts_at) - OPENS && now <= Date.parse(o.ends_at) + CLOSES

export type Step = 'answer' | 'code' | 'checkIn' | 'checkOut' | 'confirm' | 'report' | 'complete' | 'rule' | 'none'
/** The one thing that the caller most likely wants to do now. */
export function stepOf(o: WholeOrder, now: number): Step {
  if (o.state === 'open') return o.side === null && !o.my_answer ? 'answer' : 'none'
  if (may(o, 'rule')) return 'rule'
  if (may(o, 'confirm')) return 'confirm'
  if ((o.state === 'accepted' || o.state === 'overdue') && isOnSite(o, now)) {
    const here = o.record?.state === 'checked_in', left = !!o.record && !here
    if (o.side === 'helper' && !left) return here && now >= Date.parse(o.starts_at) ? 'checkOut' : 'checkIn'
    if (o.side === 'asker' && !left) return 'code'
  }
  if (o.side === 'helper' && may(o, 'report')) return 'report'
  if (may(o, 'complete')) return 'complete'
  return 'none'
}

/** What cancelling means now, told before it is done. */
export function cancelText(o: WholeOrder): string {
  if (o.state === 'open') return t('exchange.cancel.open')
  if (o.compensation) return t('exchange.cancel.pay', { time: time(o.compensation) })
  return t('exchange.cancel.free')
}
export const isLate = (o: Pick<Order, 'starts_at'>, now: number) => now > Date.parse(o.starts_at) - 12 * 60 * MINUTE

export const promisesText = (p: { kept: number; broken: number }) => (p.kept + p.broken ? t('exchange.promises', p) : t('exchange.promises.new'))

export type Day = 'all' | string
/** Today and the four days after it, by the Shanghai calendar. */
export const daysAhead = (now: number): string[] => [0, 1, 2, 3, 4].map(n => dayAfter(localDay(now), n))
export const boundsOf = (day: Day) => (day === 'all' ? {} : { from: toUtc(day), to: toUtc(dayAfter(day, 1)) })

/** 15, 30 … up to the most, as many steps as a wheel can hold. */
export const lengths = (min: number, max: number, step: number) => Array.from({ length: Math.floor((max - min) / step) + 1 }, (_, i) => min + i * step)

/** A whole number of minutes within bounds, or undefined. */
export function minutesOf(text: string, min: number, max: number): number | undefined {
  const n = /^\d{1,4}$/.test(text.trim()) ? Number(text) : NaN
  return n >= min && n <= max ? n : undefined
}
