/** What a transfer between communities has come to, who owes whom, where points can go. Pure. */
import { number, points } from '@/core/format'
import { t } from '@/core/i18n'
import type { ClearingDay, ClearingPair, ClearingTransfer, Membership } from '@/core/types'
import type { StopView, Tone } from '@/ui'

/** Held, booked over there, done; or refused and given back. */
export function stopsOf(x: ClearingTransfer): StopView[] {
  const name = x.other_name, back = x.state === 'refunded'
  if (x.direction === 'in') return [{ name: t('clearing.stop.came', { name }), status: 'done' }, { name: t(back ? 'clearing.stop.refused' : 'clearing.stop.done', { name: '' }), at: x.closed_at, status: 'done', note: x.reason }]
  const held: StopView = { name: t('clearing.stop.held'), at: x.sent_at, status: 'done' }
  if (back) return [held, { name: t('clearing.stop.refused', { name }), status: 'done' }, { name: t('clearing.stop.back'), at: x.closed_at, status: 'done' }]
  if (x.state === 'done') return [held, { name: t('clearing.stop.booked', { name }), at: x.decided_at, status: 'done' }, { name: t('clearing.stop.done'), at: x.closed_at, status: 'done' }]
  return [held, { name: t('clearing.stop.booked', { name }), status: 'now', note: t('clearing.stop.wait') }, { name: t('clearing.stop.done'), status: 'to_come' }]
}
export const titleOf = (x: Pick<ClearingTransfer, 'direction' | 'other_name'>) => t(x.direction === 'out' ? 'clearing.out' : 'clearing.in', { name: x.other_name })
export const toneOf = (x: Pick<ClearingTransfer, 'state'>): Tone => ({ sent: 'warn', done: 'ok', refunded: 'ink2' } as const)[x.state]

/** `本社区欠安和社区 60 积分` */
export function oweText(owed: number, name: string): string {
  if (!owed) return t('clearing.even')
  return owed > 0 ? t('clearing.owe', { name, n: points(owed) }) : t('clearing.owed', { name, n: points(-owed) })
}
export const dayText = (d: ClearingDay) => t('clearing.day', { sent: number(d.sent), received: number(d.received) }) + (d.refunded ? t('clearing.day.more', { n: number(d.refunded) }) : '') + (d.in_flight ? t('clearing.day.flight', { n: number(d.in_flight) }) : '')

/** Open pairs, those first where I am a member. */
export function goals(pairs: readonly ClearingPair[], memberships: readonly Membership[]) {
  const mine = new Set(memberships.filter(m => m.state === 'verified').map(m => m.community_id))
  const open = pairs.filter(p => p.state === 'open')
  return { mine: open.filter(p => mine.has(p.other_id)), others: open.filter(p => !mine.has(p.other_id)) }
}
/** A whole number from 1 to `most`, or undefined. */
export function amountOf(text: string, most: number): number | undefined {
  const n = /^\d{1,12}$/.test(text.trim()) ? Number(text.trim()) : 0
  return n >= 1 && n <= most ? n : undefined
}
