/** What a shift asks of me next, and what a refusal means in words: decided on facts and a moment, no calls. */
import { clock, hours, lastDay, nearDay } from '@/core/format'
import type { ApiError } from '@/core/http'
import { t } from '@/core/i18n'
import type { Dispute, RecordMove, ServiceRecord, Shift } from '@/core/types'
import type { Tone } from '@/ui'

const at = (iso: string) => Date.parse(iso)
/** `今天 14:00` */
export const near = (iso: string, now: number) => `${nearDay(iso, now)} ${clock(iso)}`

export type Step = 'join' | 'queue' | 'in' | 'out' | 'code' | 'record' | 'none'
export const isOver = (s: Shift, now: number) => s.state === 'ended' || now > at(s.check_in_until)
export const mayShowCode = (s: Shift, now: number) => s.i_lead && s.state !== 'cancelled' && now >= at(s.check_in_from) && now <= at(s.check_in_until)
export const mayCheck = (s: Shift, now: number) => s.state !== 'cancelled' && now >= at(s.check_in_from) && now <= at(s.check_in_until)
const needsIn = (s: Shift) => s.my_sign_up?.state === 'signed_up'
const needsOut = (s: Shift) => s.my_record?.state === 'checked_in'

/** Which way the code takes me now; a leader who also serves has this beside showing the code. */
export function checkStep(s: Shift, now: number): 'in' | 'out' | undefined {
  if (!mayCheck(s, now)) return undefined
  return needsOut(s) ? 'out' : needsIn(s) ? 'in' : undefined
}
/** The one thing to do on a shift now. */
export function stepOf(s: Shift, now: number): Step {
  if (s.state === 'cancelled') return 'none'
  const check = checkStep(s, now)
  if (mayShowCode(s, now)) return 'code'
  if (check) return check
  if (s.my_record) return 'record'
  if (s.my_sign_up && s.my_sign_up.state !== 'cancelled') return 'none'
  if (now >= at(s.starts_at) || s.state !== 'open') return 'none'
  return s.places_left > 0 ? 'join' : 'queue'
}

/** A shift in a list: one word, with its tone. */
export function badgeOf(s: Shift, now: number): { text: string; tone: Tone } {
  if (s.state === 'cancelled') return { text: t('volunteering.cancelled'), tone: 'danger' }
  if (s.my_sign_up?.state === 'waiting') return { text: t('volunteering.waits'), tone: 'warn' }
  if (s.my_sign_up?.state === 'invited') return { text: s.my_sign_up.state_name, tone: 'warn' }
  if (s.my_sign_up && s.my_sign_up.state !== 'cancelled') return { text: t('volunteering.in'), tone: 'ok' }
  if (s.i_lead) return { text: t('volunteering.lead'), tone: 'record' }
  if (isOver(s, now)) return { text: t('volunteering.ended'), tone: 'ink2' }
  return s.places_left > 0 ? { text: t('volunteering.left', { n: s.places_left }), tone: 'pine' } : { text: t('volunteering.full'), tone: 'warn' }
}

/** What I do next on a shift of mine. */
export function nextOf(s: Shift, now: number): { text: string; urgent?: boolean } {
  if (s.state === 'cancelled') return { text: t('volunteering.next.cancelled') }
  const step = stepOf(s, now), mine = s.my_sign_up?.state
  if (step === 'out') return { text: t('volunteering.next.out'), urgent: true }
  if (step === 'in') return { text: t('volunteering.next.now'), urgent: true }
  if (step === 'code') return { text: t('volunteering.next.show'), urgent: true }
  if (mine === 'invited') return { text: t(s.my_sign_up?.asked?.is_me ? 'activity.next.invited' : 'activity.next.guardian'), urgent: !!s.my_sign_up?.asked?.is_me }
  if (mine === 'waiting') return { text: s.my_sign_up?.waiting_position ? t('volunteering.next.waiting', { n: s.my_sign_up.waiting_position }) : t('volunteering.next.waiting.0') }
  if (s.my_record) return { text: s.my_record.state === 'checked_out' ? t('volunteering.next.done') : s.my_record.state_name }
  if (mine === 'no_show') return { text: t('volunteering.next.missed') }
  if (isOver(s, now)) return { text: t('volunteering.next.ended') }
  return { text: t(mine === 'signed_up' ? 'volunteering.next.soon' : 'volunteering.next.lead', { time: near(s.check_in_from, now) }) }
}

/** Shifts at which a code is wanted from me, or shown by me, at this moment. */
export const checksNow = (shifts: readonly Shift[], now: number) => shifts.filter(s => checkStep(s, now))
export const codesNow = (shifts: readonly Shift[], now: number) => shifts.filter(s => mayShowCode(s, now))

/** Each refusal of a code in words that say what to do; undefined: the server's own words will do. */
export function codeWords(code: string, s: Pick<Shift, 'check_in_from' | 'starts_at'> | undefined, now: number, out = false): string | undefined {
  switch (code) {
    case 'too_early': return s && (out ? t('volunteering.code.too_early.out', { time: near(s.starts_at, now) }) : t('volunteering.code.too_early', { time: near(s.check_in_from, now) }))
    case 'code_wrong': case 'code_expired': case 'too_late': case 'not_signed_up': case 'already_checked_in': case 'not_checked_in': case 'too_many_tries': case 'move_not_allowed': case 'shift_not_open': case 'arrived_too_late': case 'already_witnessed': return t(`volunteering.code.${code}`)
    default: return undefined
  }
}

/** Seconds until the code changes. A phone's clock may be wrong: never less than nothing nor more than a step. */
export const secondsLeft = (until: string, now: number, step: number) => Math.max(0, Math.min(step, Math.ceil((at(until) - now) / 1000)))

/** Beside "now": who must act, by when. */
export function recordNote(r: Pick<ServiceRecord, 'state' | 'notice_until' | 'days_left' | 'source'>, now: number): string | undefined {
  if (r.state === 'confirmed' && r.source === 'paper') return t('paper.now.confirmed')
  switch (r.state) {
    case 'on_notice': return r.notice_until ? t('volunteering.now.on_notice', { day: lastDay(r.notice_until, now), n: r.days_left ?? 0 }) : undefined
    case 'checked_in': case 'checked_out': case 'witnessed': case 'confirmed': case 'held': case 'disputed': case 'filed': return t(`volunteering.now.${r.state}`)
    default: return undefined
  }
}
export const recordTone = (r: Pick<ServiceRecord, 'state'>): Tone => (r.state === 'entered' ? 'ok' : r.state === 'rejected' ? 'danger' : r.state === 'corrected' ? 'ink2' : r.state === 'held' || r.state === 'disputed' || r.state === 'filed' ? 'warn' : 'record')
/** These are told to others with a reason. */
export const needsNote = (m: RecordMove) => m === 'reject' || m === 'uphold' || m === 'lower'
/** These have a page of their own, with both sides' words. */
export const isDisputed = (m: RecordMove, r: Pick<ServiceRecord, 'state'>) => m === 'dispute' || m === 'withdraw' || r.state === 'disputed'
export const disputeTone = (d: Pick<Dispute, 'outcome' | 'is_late'>): Tone => (d.outcome === null ? (d.is_late ? 'danger' : 'warn') : d.outcome === 'upheld' ? 'ok' : d.outcome === 'withdrawn' ? 'ink2' : 'record')
/** Who must act in a dispute that waits, and by when. */
export function disputeNote(d: Pick<Dispute, 'outcome' | 'evidence_until' | 'rule_by' | 'is_late'>, now: number): { who: string; when: string } | undefined {
  if (d.outcome !== null) return undefined
  if (now < at(d.evidence_until)) return { who: t('volunteering.dispute.now.state'), when: t('volunteering.dispute.until.both', { said: lastDay(d.evidence_until, now), ruled: lastDay(d.rule_by, now) }) }
  return { who: t('volunteering.dispute.now.rule'), when: t(d.is_late ? 'volunteering.dispute.late' : 'volunteering.dispute.until', { day: lastDay(d.rule_by, now) }) }
}
export const clashOf = (e: ApiError | undefined) => (e?.code === 'own_clash' ? e.problem.clash as { id: string; title: string } | undefined : undefined)
export const served = (minutes: number | null) => (minutes == null ? t('volunteering.minutes.none') : hours(minutes))
