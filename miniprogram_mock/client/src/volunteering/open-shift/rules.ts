/** The form of a new shift: what it starts with, what is wrong with it, and the body that is sent. */
import { fromUtc, localDay, toUtc } from '@/core/format'
import { t } from '@/core/i18n'
import type { ActionDetails, Entry, NewRole, Repeat, ServiceProjectDetails, ShiftIn } from '@/core/types'
import type { Moment } from '@/ui'

export interface ShiftForm { title: string; start: Moment; end: Moment; places: number; place: string; leader: string; age: string; forProposer: boolean; cancelHours: number; roles: readonly NewRole[]; repeat: RepeatForm }
export interface RepeatForm { every: 'none' | 'day' | 'week'; interval: number; weekdays: readonly number[]; times: number; skip: boolean }
const HOUR = 3600_000
export const PLACES_MAX = 200, SHIFTS_MAX = 60, ROLES_MAX = 10

export function startForm(e: Entry, now: number): ShiftForm {
  const tomorrow = localDay(now + 24 * HOUR)
  const start = e.starts_at && Date.parse(e.starts_at) > now ? fromUtc(e.starts_at) : { date: tomorrow, time: '14:00' }
  const end = e.ends_at && e.starts_at && Date.parse(e.starts_at) > now ? fromUtc(e.ends_at) : endAfter(start, 2 * HOUR)
  const places = (e.details as unknown as Partial<ServiceProjectDetails>).places
  return { title: '', start, end, places: 8, place: e.place ?? places?.[0] ?? '', leader: '', age: '', forProposer: isPersonal(e), cancelHours: 24, roles: [], repeat: { every: 'none', interval: 1, weekdays: [], times: 8, skip: true } }
}
const ms = (m: Moment) => Date.parse(toUtc(m.date, m.time))
export const minutesOf = (f: Pick<ShiftForm, 'start' | 'end'>) => Math.round((ms(f.end) - ms(f.start)) / 60_000)
const endAfter = (start: Moment, length: number): Moment => fromUtc(new Date(ms(start) + length).toISOString())
/** Moving the start moves the end with it. */
export function moveStart(f: ShiftForm, start: Moment): ShiftForm {
  const length = ms(f.end) - ms(f.start)
  return { ...f, start, end: start.date && start.time && length > 0 ? endAfter(start, length) : f.end }
}
/** A wish of one neighbour: who asked is who is served, and can witness it. */
export const isPersonal = (e: Entry) => e.kind === 'need' && e.proposer.type === 'member' && e.details.beneficiary === 'personal'
/** 志愿服务条例 Art. 17: insured first. */
export const lacksInsurance = (e: Entry) => { const d = e.details as unknown as Partial<ActionDetails>; return !!d.dangerous && !d.insurance_number }

export function faults(f: ShiftForm, now: number): Partial<Record<'start' | 'end' | 'place' | 'roles', string>> {
  const bad: Partial<Record<'start' | 'end' | 'place' | 'roles', string>> = {}
  if (!(ms(f.start) > now)) bad.start = t('volunteering.open.bad.past')
  const minutes = minutesOf(f)
  if (!(minutes > 0)) bad.end = t('volunteering.open.bad.end')
  else if (minutes > 24 * 60) bad.end = t('volunteering.open.bad.long')
  if (!f.place.trim()) bad.place = t('volunteering.open.bad.place')
  if (roleRest(f) < 0) bad.roles = t('activity.role.over', { n: f.places })
  return bad
}
/** Places that no role takes: they are for other volunteers. */
export const roleRest = (f: Pick<ShiftForm, 'places' | 'roles'>) => f.places - f.roles.reduce((sum, r) => sum + r.places, 0)
export function repeatOf(f: RepeatForm): Repeat | undefined {
  if (f.every === 'none') return undefined
  return { every: f.every, interval: f.interval, times: f.times, skip_holidays: f.skip, ...(f.every === 'week' && f.weekdays.length ? { weekdays: [...f.weekdays].sort() } : {}) }
}
export function asBody(e: Entry, f: ShiftForm, claimId: string | undefined): ShiftIn {
  return {
    entry_id: e.id, starts_at: toUtc(f.start.date, f.start.time), ends_at: toUtc(f.end.date, f.end.time), places: f.places, place: f.place.trim(),
    ...(claimId ? { claim_id: claimId } : {}), ...(f.title.trim() ? { title: f.title.trim() } : {}), ...(f.leader ? { leader_member_id: f.leader } : {}),
    ...(f.forProposer ? { beneficiary_member_id: e.proposer.id } : {}), ...(f.age ? { age_min: Number(f.age) } : {}),
    ...(f.roles.length ? { roles: [...f.roles] } : {}), ...(f.cancelHours === 24 ? {} : { cancel_hours: f.cancelHours }),
  }
}
