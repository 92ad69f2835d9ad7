/** Points between communities. The community that points leave is named: it need not be the one that is open. */
import { api, cid } from '@/core/store'
import type { ClearingTransfer, CommunityId, PairMove } from '@/core/types'

export const pairs = (from: CommunityId = cid()) => api.get('/communities/{cid}/clearing/pairs', { path: { cid: from } }).then(r => r.items)
export const agree = (otherId: CommunityId, ceiling: number) => api.post('/communities/{cid}/clearing/pairs', { path: { cid: cid() }, body: { other_id: otherId, ceiling } }, '社区之间互通')
export const movePair = (otherId: CommunityId, move: PairMove) => api.post('/communities/{cid}/clearing/pairs/{other_id}/moves', { path: { cid: cid(), other_id: otherId }, body: { move } }, '社区之间互通')
export const days = (otherId: CommunityId, cursor?: string) => api.get('/communities/{cid}/clearing/pairs/{other_id}/days', { path: { cid: cid(), other_id: otherId }, query: { cursor } })
export const sendPoints = (from: CommunityId, to: CommunityId, points: number) => api.post('/communities/{cid}/clearing/transfers', { path: { cid: from }, body: { to_id: to, points } }, '转积分')
export const myTransfers = (cursor?: string) => api.get('/communities/{cid}/clearing/transfers/mine', { path: { cid: cid() }, query: { cursor } })
/** My points that may be used in a community. */
export const pointsIn = (from: CommunityId) => api.get('/communities/{cid}/passbook', { path: { cid: from }, query: { book: 'point' } }).then(r => r.books.find(b => b.book === 'point')?.available ?? 0)

/** The last answer of the transfer that is watched: asked again, the server says only whether it changed. */
let seen: { of: string; etag: string; data: ClearingTransfer } | undefined

export async function transfer(from: CommunityId, id: string): Promise<ClearingTransfer> {
  const of = `${from}:${id}`, known = seen?.of === of ? seen : undefined
  const a = await api.getTagged('/communities/{cid}/clearing/transfers/{id}', { path: { cid: from, id }, ifNoneMatch: known?.etag })
  if (a.status === 304 && known) return known.data
  seen = a.etag ? { of, etag: a.etag, data: a.data } : undefined
  return a.data
}
