/** Opening times as people write them: a day or a run of days and from when to when; pure. */
import { t } from '@/core/i18n'
import type { OpenTime } from '@/core/types'

const DAYS = [1, 2, 3, 4, 5, 6, 7] as const
const dayName = (n: number) => t(`lists.weekday.${DAYS[n - 1] ?? 1}`)
const dayNumber = (name: string) => DAYS.find(n => dayName(n) === name)

/** `周一至周五 09:00–12:00`: days in a row that open alike stand together. */
export function openTimesInWords(times: readonly OpenTime[]): string[] {
  const runs: { first: number; last: number; from: string; to: string }[] = []
  for (const x of [...times].sort((a, b) => a.from.localeCompare(b.from) || a.to.localeCompare(b.to) || a.weekday - b.weekday)) {
    const run = runs.at(-1)
    if (run && run.from === x.from && run.to === x.to && run.last === x.weekday - 1) run.last = x.weekday
    else runs.push({ first: x.weekday, last: x.weekday, from: x.from, to: x.to })
  }
  const word = (r: typeof runs[number]) => t(r.first === r.last ? 'lists.hours.day' : 'lists.hours.days', { first: dayName(r.first), last: dayName(r.last), from: r.from, to: r.to })
  return runs.sort((a, b) => a.first - b.first || a.from.localeCompare(b.from)).map(word)
}

const CLOCK = '([01]\\d|2[0-3]):[0-5]\\d'
const LINE = new RegExp(`^(\\S{2})(?:\\S(\\S{2}))?\\s+(${CLOCK})\\s*[-–—~]\\s*(${CLOCK})$`)

/** What was written, a line each; undefined where a line cannot be read. */
export function openTimesOf(text: string): OpenTime[] | undefined {
  const found: OpenTime[] = []
  for (const line of text.split(/\n/).map(s => s.trim()).filter(Boolean)) {
    const m = LINE.exec(line)
    const first = m && dayNumber(m[1]), last = m && (m[2] ? dayNumber(m[2]) : first)
    if (!m || !first || !last || last < first || m[3] >= m[5]) return undefined
    for (let weekday = first; weekday <= last; weekday++) found.push({ weekday, from: m[3], to: m[5] })
  }
  return found
}
