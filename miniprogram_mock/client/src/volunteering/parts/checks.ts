/** Checks that wait for a network, those refused since, and the comparison of two places: decided on the phone, no calls. */
import type { Pending } from '@/core/outbox'
import type { Refusal } from '@/core/store'
import type { CheckIn, Fence } from '@/core/types'
import type { Place } from '@/platform/types'

export type Way = 'in' | 'out'
export interface WaitingCheck { key: string; shiftId: string; way: Way; /** when the code was seen */ at: number; /** a ward's */ ward?: string }
export interface LostCheck extends WaitingCheck { code: string; words: string }
const CHECK = /\/shifts\/([^/]+)\/check-(in|out)s$/

function check(p: { key: string; url: string; body: unknown; at: number }): WaitingCheck | undefined {
  const m = CHECK.exec(p.url)
  if (!m) return undefined
  const seen = Date.parse((p.body as CheckIn).seen_at ?? '')
  return { key: p.key, shiftId: m[1], way: m[2] as Way, at: Number.isNaN(seen) ? p.at : seen, ward: (p.body as CheckIn).for_member_id }
}
/** Those of a shift that wait to be sent, mine or a ward's, oldest first. */
export const waitingChecks = (list: readonly Pending[], shiftId: string, ward?: string): WaitingCheck[] =>
  list.flatMap(p => check(p) ?? []).filter(c => c.shiftId === shiftId && c.ward === ward)
/** Those of a shift that the server refused after they had waited. */
export const lostChecks = (list: readonly Refusal[], shiftId: string, owner: string, ward?: string): LostCheck[] =>
  list.filter(r => r.owner === owner).flatMap(r => { const c = check(r); return c && c.shiftId === shiftId && c.ward === ward ? [{ ...c, code: r.code, words: r.words }] : [] })
/** What is left to do when the phone itself knows of more than the server. */
export function stepWith(step: Way | undefined, waiting: readonly WaitingCheck[]): Way | undefined {
  if (waiting.some(c => c.way === 'out')) return undefined
  return step === 'in' && waiting.some(c => c.way === 'in') ? 'out' : step
}

/** Our rule: a yard and the houses around it, and what a phone's place may be wrong by. */
const NEAR_METRES = 300
const EARTH_METRES = 6_371_000
const rad = (degrees: number) => (degrees * Math.PI) / 180
export function metresBetween(a: Place, b: Place): number {
  const half = (x: number) => Math.sin(x / 2) ** 2
  const h = half(rad(b.lat - a.lat)) + Math.cos(rad(a.lat)) * Math.cos(rad(b.lat)) * half(rad(b.lng - a.lng))
  return 2 * EARTH_METRES * Math.asin(Math.min(1, Math.sqrt(h)))
}
/** Inside or outside, or not given where the phone does not know well enough. */
export function fenceOf(mine: Place, site: Place): Fence {
  const metres = metresBetween(mine, site), slack = mine.within ?? 0
  if (metres <= NEAR_METRES) return 'inside'
  return metres - slack > NEAR_METRES ? 'outside' : 'not_given'
}
