/** What the profile page decides on its own. Pure. */
import { wordsOf } from '@/core/format'
import type { Dossier, MatchProfile, MatchProfileIn, WeekWindow } from '@/core/types'
import { fromDossier } from './week'

export interface Draft { on: boolean; categories: readonly string[]; skills: string; qualifications: string; windows: readonly WeekWindow[]; hours: number; things: number; people: number; reach: MatchProfile['reach'] }

/** What was said before; the first time, what the dossier knows, switched on only by a tap. */
export const draftOf = (p: MatchProfile, d?: Dossier): Draft => ({
  on: p.is_on, categories: p.categories, hours: p.hours_a_week, things: p.things_a_week, people: p.people, reach: p.reach, qualifications: p.qualifications.join('、'),
  skills: (d ? [...d.skills.map(s => s.name), ...d.skill_words] : p.skills).join('、'), windows: d ? fromDossier(d.times.map(x => x.code)) : p.windows,
})
export const bodyOf = (d: Draft, version: string): MatchProfileIn => ({
  is_on: d.on, version, categories: [...d.categories], skills: wordsOf(d.skills), qualifications: wordsOf(d.qualifications), windows: [...d.windows], hours_a_week: d.hours, things_a_week: d.things, people: d.people, reach: d.reach,
})
