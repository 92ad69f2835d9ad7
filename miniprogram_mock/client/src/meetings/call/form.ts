/** What the desk fills in to call a meeting, and what is sent of it. */
import { toUtc } from '@/core/format'
import type { CalledKind, Id, MeetingBasis, MeetingIn } from '@/core/types'
import type { Moment } from '@/ui'

export interface Point { title: string; topic: Id | '' }
export interface CallForm { kind: CalledKind; title: string; text: string; place: string; when: Moment; basis: Exclude<MeetingBasis, 'invited'>; all: 'all' | 'buildings' | 'groups' | 'concerned'; buildings: string[]; groups: Id[]; agenda: Point[]; units: Id[] }
export const EMPTY: CallForm = { kind: 'council', title: '', text: '', place: '', when: { date: '', time: '18:30' }, basis: 'representatives', all: 'all', buildings: [], groups: [], agenda: [{ title: '', topic: '' }], units: [] }

export type Fault = 'title' | 'place' | 'when' | 'agenda' | 'buildings'
/** What is missing. A meeting that follows another takes its agenda. */
export function faultsOf(f: CallForm, follows: boolean): Partial<Record<Fault, true>> {
  const short = (s: string) => s.trim().length < 2
  return {
    ...(short(f.title) ? { title: true } : {}), ...(short(f.place) ? { place: true } : {}), ...(f.when.date && f.when.time ? {} : { when: true }),
    ...(!follows && !f.agenda.some(a => !short(a.title)) ? { agenda: true } : {}), ...(f.kind !== 'residents' && ((f.all === 'buildings' && !f.buildings.length) || (f.all === 'groups' && !f.groups.length)) ? { buildings: true } : {}),
  }
}
export function asMeeting(f: CallForm, more: { demand_id?: Id; follows_id?: Id }): MeetingIn {
  const lawful = f.kind === 'residents', agenda = f.agenda.filter(a => a.title.trim().length > 1).map(a => ({ title: a.title.trim(), topic_id: a.topic || undefined }))
  return {
    kind: f.kind, title: f.title.trim(), text: f.text.trim(), place: f.place.trim(), starts_at: toUtc(f.when.date, f.when.time), ...(lawful ? { basis: f.basis } : { audience: { rule: f.all, buildings: f.all === 'buildings' ? f.buildings : undefined, ids: f.all === 'groups' ? f.groups : undefined } }),
    agenda, unit_ids: f.units, ...more,
  }
}
