/** Duties of agreements: what is due, evidence and its acceptance, excuses, supervision notes. */
import { api, cid } from '@/core/store'
import type { DutyEvidenceIn, DutySide, EvidenceKind, TermState } from '@/core/types'

export interface TermFilter { unit_id?: string; side?: DutySide; state?: TermState[]; since?: string; until?: string }
export const terms = (filter: TermFilter, cursor?: string) => api.get('/communities/{cid}/duty-terms', { path: { cid: cid() }, query: { ...filter, cursor } })
export const term = (id: string) => api.get('/communities/{cid}/duty-terms/{id}', { path: { cid: cid(), id } })
/** What of its own the debtor may hand in. */
export const sources = (id: string, kind: EvidenceKind) => api.get('/communities/{cid}/duty-terms/{id}/sources', { path: { cid: cid(), id }, query: { kind } }).then(r => r.items)
export const handIn = (id: string, body: DutyEvidenceIn) => api.post('/communities/{cid}/duty-terms/{id}/evidence', { path: { cid: cid(), id }, body }, '提交凭证')
export const moveTerm = (id: string, move: 'ask_excuse' | 'grant_excuse' | 'decline_excuse', note?: string) => api.post('/communities/{cid}/duty-terms/{id}/moves', { path: { cid: cid(), id }, body: { move, note } }, '申请免除')
export const moveEvidence = (id: string, move: 'accept' | 'reject' | 'withdraw', more: { amount?: number; reason?: string } = {}) =>
  api.post('/communities/{cid}/duty-evidence/{id}/moves', { path: { cid: cid(), id }, body: { move, ...more } }, '验收凭证')
/** How many are due on each day of a month (2026-11), and how they stand. */
export const dutyDays = (month: string) => api.get('/communities/{cid}/duty-calendar', { path: { cid: cid() }, query: { month } }).then(r => r.items)
export const notes = (filter: { unit_id?: string; state?: string[] }, cursor?: string) => api.get('/communities/{cid}/duty-notes', { path: { cid: cid() }, query: { ...filter, cursor } })
export const notesOf = (dutyId: string, cursor?: string) => api.get('/communities/{cid}/duties/{id}/notes', { path: { cid: cid(), id: dutyId }, query: { cursor } })
export const putNote = (dutyId: string, text: string, photos: string[]) => api.post('/communities/{cid}/duties/{id}/notes', { path: { cid: cid(), id: dutyId }, body: { text, photos } }, '监督意见')
export const sayInNote = (id: string, text: string, photos: string[]) => api.post('/communities/{cid}/duty-notes/{id}/words', { path: { cid: cid(), id }, body: { text, photos } }, '答复监督意见')
export const closeNote = (id: string) => api.post('/communities/{cid}/duty-notes/{id}/moves', { path: { cid: cid(), id }, body: { move: 'close' } }, '了结监督意见')
