/** What pages of dossiers decide on their own. Pure. */
import { wordsOf } from '@/core/format'
import type { Dossier, DossierChange } from '@/core/types'

export const SCORES = [5, 4, 3, 2, 1] as const
export type Score = (typeof SCORES)[number]

/** Hours as people type them, up to two decimals → whole minutes. */
export function minutesOf(text: string): number | undefined {
  if (!/^\d{1,3}(\.\d{1,2})?$/.test(text.trim())) return undefined
  const minutes = Math.round(Number(text) * 60)
  return minutes > 0 && minutes <= 60_000 ? minutes : undefined
}

export interface Draft { skills: readonly string[]; words: string; times: readonly string[]; contact: string; identity: string; clearContact: boolean; clearIdentity: boolean; report: boolean }
export const draftOf = (d: Dossier): Draft => ({ skills: d.skills.map(x => x.code), words: d.skill_words.join('、'), times: d.times.map(x => x.code), contact: '', identity: '', clearContact: false, clearIdentity: false, report: d.may_report })
/** What is left empty stays as it is; only who says so takes a number away. */
export const changeOf = (d: Draft): DossierChange => ({
  skills: [...d.skills], skill_words: wordsOf(d.words), times: [...d.times], may_report: d.report,
  contact: d.clearContact ? '' : d.contact.trim() || undefined, identity_number: d.clearIdentity ? '' : d.identity.trim().toUpperCase() || undefined,
})
