/** Claims: a unit takes an entry, or part of it. */
import { api, cid } from '@/core/store'
import type { ClaimMove } from '@/core/types'

export const claimEntry = (entryId: string, unitId: string, quantity: number, note?: string) =>
  api.post('/communities/{cid}/entries/{id}/claims', { path: { cid: cid(), id: entryId }, body: { actor: { type: 'unit', id: unitId }, quantity, note } }, '认领')
export const claimsOf = (entryId: string, cursor?: string) => api.get('/communities/{cid}/entries/{id}/claims', { path: { cid: cid(), id: entryId }, query: { cursor } })
export const claims = (filter: { unit_id?: string; state?: string } = {}, cursor?: string) => api.get('/communities/{cid}/claims', { path: { cid: cid() }, query: { ...filter, cursor } })
export const claim = (id: string) => api.get('/communities/{cid}/claims/{id}', { path: { cid: cid(), id } })
export const moveClaim = (id: string, move: ClaimMove, note?: string) =>
  api.post('/communities/{cid}/claims/{id}/moves', { path: { cid: cid(), id }, body: { move, note } }, '认领进展')
