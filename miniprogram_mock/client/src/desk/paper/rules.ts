/** The form of a sheet: what it starts with, what is wrong with it, and the body that is sent. No calls. */
import { fromUtc, toUtc } from '@/core/format'
import type { ApiError } from '@/core/http'
import { t } from '@/core/i18n'
import type { Id, LineFault, Photo, SheetIn, Shift, SignUp } from '@/core/types'

export interface Person { id: Id; name: string }
export interface Line extends Person { came: string; left: string; /** of who had not signed up */ role?: Id; number?: string }
export interface PastForm { entry: Id; date: string; start: string; end: string; place: string; leader?: Person }
export interface SheetForm { shiftId: Id; past: PastForm; photos: readonly Photo[]; lines: readonly Line[] }
/** The choice that stands for an activity nobody opened here. */
export const PAST = 'past'
export const LINES_MAX = 20
export const DAYS_BACK = 31

export const emptyForm = (today: string, shiftId = ''): SheetForm => ({ shiftId, past: { entry: '', date: today, start: '09:00', end: '11:00', place: '' }, photos: [], lines: [] })

/** From when to when the activity was: of a known shift, or as typed. */
export function timesOf(f: SheetForm, shift: Shift | undefined): { date: string; start: string; end: string } {
  if (f.shiftId === PAST || !shift) return f.past
  const start = fromUtc(shift.starts_at)
  return { date: start.date, start: start.time, end: fromUtc(shift.ends_at).time }
}
/** One more line, at the activity's times; nobody stands on a sheet twice. */
export function withPerson(f: SheetForm, who: Person, times: { start: string; end: string }): SheetForm {
  if (f.lines.length >= LINES_MAX || f.lines.some(l => l.id === who.id)) return f
  return { ...f, lines: [...f.lines, { ...who, came: times.start, left: times.end }] }
}
export const missedOf = (signUps: readonly SignUp[], f: SheetForm): Person[] => signUps.filter(s => s.state === 'no_show' && !f.lines.some(l => l.id === s.member.id)).map(s => ({ id: s.member.id, name: s.member.name }))

/** Whom a shift with roles asks which it was: nobody knows it of who had not signed up. */
export const isWalkIn = (shift: Shift | undefined, signUps: readonly SignUp[] | undefined, l: Line) => !!shift?.roles.length && !!signUps && !signUps.some(u => u.state === 'no_show' && u.member.id === l.id)
/** The certificate that a line's role asks for. */
export const certificateOf = (shift: Shift | undefined, l: Line) => shift?.roles.find(r => r.id === l.role)?.qualification ?? undefined

export type Bad = Partial<Record<'which' | 'photos' | 'lines' | 'entry' | 'end' | 'place' | 'leader', string>>
export function faults(f: SheetForm): Bad {
  const bad: Bad = {}
  if (!f.shiftId) bad.which = t('paper.bad.which')
  if (!f.photos.length) bad.photos = t('paper.bad.photo')
  if (!f.lines.length) bad.lines = t('paper.bad.lines')
  if (f.shiftId !== PAST) return bad
  for (const key of ['entry', 'place'] as const) if (!f.past[key].trim()) bad[key] = t('paper.bad.need')
  if (!f.past.leader) bad.leader = t('paper.bad.need')
  if (f.past.end <= f.past.start) bad.end = t('paper.bad.end')
  return bad
}
/** A time before the start's is of the next day: an activity may last over midnight. */
function at(date: string, time: string, start: string): string {
  const iso = toUtc(date, time)
  return time < start && minutes(start) - minutes(time) > 6 * 60 ? new Date(Date.parse(iso) + 86_400_000).toISOString().replace('.000', '') : iso
}
const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

export function asBody(f: SheetForm, shift: Shift | undefined): SheetIn {
  const { date, start } = timesOf(f, shift), p = f.past
  return {
    photos: f.photos.map(x => x.id),
    lines: f.lines.map(l => ({ member_id: l.id, came_at: at(date, l.came, start), left_at: at(date, l.left, start), ...(l.role ? { role_id: l.role } : {}), ...(l.number?.trim() && certificateOf(shift, l) ? { qualification_number: l.number.trim() } : {}) })),
    ...(f.shiftId === PAST ? { shift: { entry_id: p.entry, starts_at: toUtc(p.date, p.start), ends_at: toUtc(p.date, p.end), place: p.place.trim(), leader_member_id: p.leader?.id ?? '' } } : { shift_id: f.shiftId }),
  }
}
/** What the server says of each line. */
export const lineFaults = (e: ApiError | undefined): LineFault[] => (e?.code === 'sheet_refused' ? e.problem.lines as LineFault[] : [])
