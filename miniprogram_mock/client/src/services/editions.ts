/** Published editions of the lists, the draft under way, objections, checking, and files to take away. */
import { api, cid, http } from '@/core/store'
import type { DraftMove, Kind } from '@/core/types'
import { take } from './files'

export type Format = 'xlsx' | 'csv' | 'pdf' | 'json'
const of = (kind: Kind) => ({ cid: cid(), kind })

export const editions = (kind: Kind, cursor?: string) => api.get('/communities/{cid}/lists/{kind}/editions', { path: of(kind), query: { cursor } })
export const edition = (kind: Kind, n: number) => api.get('/communities/{cid}/lists/{kind}/editions/{n}', { path: { ...of(kind), n } })
export const editionEntries = (kind: Kind, n: number, cursor?: string) => api.get('/communities/{cid}/lists/{kind}/editions/{n}/entries', { path: { ...of(kind), n }, query: { cursor } })
export const verify = (kind: Kind) => api.get('/communities/{cid}/lists/{kind}/editions/verify', { path: of(kind) })
/** What edition `n` has otherwise than `other`. */
export const compare = (kind: Kind, n: number, other: number) => api.get('/communities/{cid}/lists/{kind}/editions/{n}/diff/{other}', { path: { ...of(kind), n, other } })
export const draftOf = (kind: Kind) => api.get('/communities/{cid}/lists/{kind}/draft', { path: of(kind) }).then(r => r.draft)
export const draft = (id: string) => api.get('/communities/{cid}/drafts/{id}', { path: { cid: cid(), id } })
export const draftEntries = (id: string, cursor?: string) => api.get('/communities/{cid}/drafts/{id}/entries', { path: { cid: cid(), id }, query: { cursor } })
export const compile = (kind: Kind) => api.post('/communities/{cid}/lists/{kind}/drafts', { path: of(kind), body: {} }, '编制清单')
export const moveDraft = (id: string, move: DraftMove) => api.post('/communities/{cid}/drafts/{id}/moves', { path: { cid: cid(), id }, body: { move } }, '清单草案')
export const objectTo = (id: string, text: string) => api.post('/communities/{cid}/drafts/{id}/objections', { path: { cid: cid(), id }, body: { text } }, '公示异议')
export const answerObjection = (id: string, answer: string) => api.post('/communities/{cid}/objections/{id}/answer', { path: { cid: cid(), id }, body: { answer } }, '答复异议')

export const takeEdition = (kind: Kind, n: number, format: Format) =>
  take(http.url('/communities/{cid}/lists/{kind}/editions/{n}/export', { ...of(kind), n }, { format }), `${kind}-${n}.${format}`)
export const takeList = (kind: Kind, format: Format) => take(http.url('/communities/{cid}/lists/{kind}/export', of(kind), { format }), `${kind}.${format}`)
