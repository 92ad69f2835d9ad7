/** Corrections of entered records: what is known of one's, asking, filing, what waits. */
import { api, cid } from '@/core/store'
import type { CorrectionIn, Id } from '@/core/types'

export const corrections = (recordId: Id) => api.get('/communities/{cid}/records/{id}/corrections', { path: { cid: cid(), id: recordId } })
export const fileCorrection = (recordId: Id, body: CorrectionIn) => api.post('/communities/{cid}/records/{id}/corrections', { path: { cid: cid(), id: recordId }, body }, '提出更正')
export const askCorrection = (recordId: Id, body: CorrectionIn) => api.post('/communities/{cid}/records/{id}/correction-requests', { path: { cid: cid(), id: recordId }, body }, '申请更正')
/** The oldest first. */
export const correctionRequests = (cursor?: string) => api.get('/communities/{cid}/correction-requests', { path: { cid: cid() }, query: { cursor } })
export const declineRequest = (id: Id, note: string) => api.post('/communities/{cid}/correction-requests/{id}/moves', { path: { cid: cid(), id }, body: { move: 'decline', note } }, '不受理更正')
