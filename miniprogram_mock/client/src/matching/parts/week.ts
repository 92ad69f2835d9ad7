/** The week as people tap it: day × part of day, beside times of their own. Pure. */
import type { WeekWindow } from '@/core/types'

export const PARTS = ['am', 'pm', 'eve'] as const
export type DayPart = typeof PARTS[number]
export const DAYS = [1, 2, 3, 4, 5, 6, 7] as const
/** Our rule: what 上午, 下午 and 晚上 stand for. */
export const SPAN: Record<DayPart, readonly [from: string, to: string]> = { am: ['08:00', '12:00'], pm: ['12:00', '18:00'], eve: ['18:00', '21:00'] }

const windowOf = (weekday: number, part: DayPart): WeekWindow => ({ weekday, from: SPAN[part][0], to: SPAN[part][1] })
const same = (a: WeekWindow, b: WeekWindow) => a.weekday === b.weekday && a.from === b.from && a.to === b.to
const covers = (w: WeekWindow, part: DayPart) => w.from <= SPAN[part][0] && w.to >= SPAN[part][1]

/** Tell whether that part of the day is free as a whole. */
export const isFree = (windows: readonly WeekWindow[], weekday: number, part: DayPart) => windows.some(w => w.weekday === weekday && covers(w, part))
/** Take a part of a day in or out; what else was free that day stays, in whole parts and rests of them. */
export function toggle(windows: readonly WeekWindow[], weekday: number, part: DayPart): WeekWindow[] {
  if (!isFree(windows, weekday, part)) return inOrder([...windows.filter(w => !(w.weekday === weekday && w.from >= SPAN[part][0] && w.to <= SPAN[part][1])), windowOf(weekday, part)])
  const [from, to] = SPAN[part]
  return inOrder(windows.flatMap(w => (w.weekday === weekday && covers(w, part) ? [{ ...w, to: from }, { ...w, from: to }].filter(x => x.from < x.to) : [w])))
}
/** Times that begin or end within a part of a day, to be shown by themselves: 09:00–17:00 is more than no part. */
export const odd = (windows: readonly WeekWindow[]) => windows.filter(w => !PARTS.some(p => SPAN[p][0] === w.from) || !PARTS.some(p => SPAN[p][1] === w.to))
export const add = (windows: readonly WeekWindow[], w: WeekWindow) => inOrder([...windows.filter(x => !same(x, w)), w])
export const without = (windows: readonly WeekWindow[], w: WeekWindow) => windows.filter(x => !same(x, w))
const inOrder = (windows: readonly WeekWindow[]) => [...windows].sort((a, b) => a.weekday - b.weekday || a.from.localeCompare(b.from) || a.to.localeCompare(b.to))

const CODES = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
/** `sat.am` of the dossier → Saturday 08:00–12:00. */
export const fromDossier = (codes: readonly string[]): WeekWindow[] => inOrder(codes.flatMap(code => {
  const [day = '', name] = code.split('.'), part = PARTS.find(p => p === name)
  return part && CODES.includes(day) ? [windowOf(CODES.indexOf(day) + 1, part)] : []
}))
