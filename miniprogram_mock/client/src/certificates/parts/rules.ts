/** What certificates' pages reckon by themselves. */
import { plainDay } from '@/core/format'
import type { CertificateState, Certified } from '@/core/types'
import type { Tone } from '@/ui'

export const TONE: Record<CertificateState, Tone> = { valid: 'ok', void: 'danger', outdated: 'warn' }
/** So many records are drawn before one asks for all of them. */
export const FIRST = 5

/** What is listed, and how long it is together; `left` are those that the person leaves out. */
export function listed(records: readonly Certified[], left: ReadonlySet<string>) {
  const kept = records.filter(r => !left.has(r.id))
  return { kept, minutes: kept.reduce((all, r) => all + r.minutes, 0) }
}
/** Without the days of the week: a certificate speaks of months. */
const bare = (day: string) => plainDay(day).split(' ')[0]
export const period = (first: string, last: string) => (first === last ? bare(first) : `${bare(first)} – ${bare(last)}`)
/** The community's number as typed, or nothing. */
export const communityOf = (text: string) => (/^\d{12}$/.test(text.trim()) ? Number(text.trim()) : undefined)
