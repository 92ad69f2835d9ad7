/** Claims: a unit takes an entry, or part of it, alone or with others; a resident takes a small wish. */
import { api, cid } from '@/core/store'
import type { AssistIn, AssistMove, ClaimIn, ClaimMove, Id } from '@/core/types'

export const claimEntry = (entryId: Id, body: ClaimIn) => api.post('/communities/{cid}/entries/{id}/claims', { path: { cid: cid(), id: entryId }, body }, '认领')
export const claimsOf = (entryId: string, cursor?: string) => api.get('/communities/{cid}/entries/{id}/claims', { path: { cid: cid(), id: entryId }, query: { cursor } })
export const claims = (filter: { unit_id?: string; assist_unit_id?: string; mine?: boolean; state?: string } = {}, cursor?: string) => api.get('/communities/{cid}/claims', { path: { cid: cid() }, query: { ...filter, cursor } })
export const claim = (id: string) => api.get('/communities/{cid}/claims/{id}', { path: { cid: cid(), id } })
export const moveClaim = (id: string, move: ClaimMove, note?: string) =>
  api.post('/communities/{cid}/claims/{id}/moves', { path: { cid: cid(), id }, body: { move, note } }, '认领进展')
export const askToHelp = (id: Id, body: AssistIn) => api.post('/communities/{cid}/claims/{id}/assists', { path: { cid: cid(), id }, body }, '邀请协助')
export const moveAssist = (id: Id, assistId: Id, move: AssistMove, note?: string) =>
  api.post('/communities/{cid}/claims/{id}/assists/{assist_id}/moves', { path: { cid: cid(), id, assist_id: assistId }, body: { move, note } }, '协助答复')
/** Named units come first until a day; with none everybody may claim. */
export const addressEntry = (entryId: Id, unitIds: readonly Id[], untilOn?: string) =>
  api.post('/communities/{cid}/entries/{id}/address', { path: { cid: cid(), id: entryId }, body: { unit_ids: [...unitIds], until_on: untilOn } }, '点名单位')
