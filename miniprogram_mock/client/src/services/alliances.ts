/** What units gave and got, their quarterly statements and rankings; alliances of a street's communities. */
import { api, cid, http } from '@/core/store'
import type { AllianceAnswerIn, AllianceItemIn, CommunityId, Day, Id, StandMove } from '@/core/types'
import { take } from './files'

const here = () => ({ cid: cid() })
const of = (unit_id: Id) => ({ cid: cid(), unit_id })
const at = (id: Id) => ({ cid: cid(), id })

export const reciprocity = (unit: Id, day?: Day) => api.get('/communities/{cid}/units/{unit_id}/reciprocity', { path: of(unit), query: { day } })
export const reciprocityOfAll = (day?: Day) => api.get('/communities/{cid}/reciprocity', { path: here(), query: { day } })
export const consent = (unit: Id, shows: boolean) => api.post('/communities/{cid}/units/{unit_id}/ranking-consent', { path: of(unit), body: { shows_in_ranking: shows } }, '履约榜')
export const ranking = () => api.get('/communities/{cid}/reciprocity/ranking', { path: here() })
export const statements = (unit: Id, cursor?: string) => api.get('/communities/{cid}/units/{unit_id}/reciprocity-statements', { path: of(unit), query: { cursor } })
export const statement = (id: Id) => api.get('/communities/{cid}/reciprocity-statements/{id}', { path: at(id) })
export const takeStatement = (id: Id, number: string) => take(http.url('/communities/{cid}/reciprocity-statements/{id}/document.pdf', at(id)), `${number}.pdf`)

export const alliances = () => api.get('/communities/{cid}/alliances', { path: here() })
export const alliance = (id: Id, month?: Day) => api.get('/communities/{cid}/alliances/{id}', { path: at(id), query: { month } })
export const found = (name: string, purpose: string, others: CommunityId[]) => api.post('/communities/{cid}/alliances', { path: here(), body: { name, purpose, other_ids: others } }, '发起联盟')
export const moveAlliance = (id: Id, move: StandMove) => api.post('/communities/{cid}/alliances/{id}/moves', { path: at(id), body: { move } }, '党建联盟')
export const invite = (id: Id, other: CommunityId) => api.post('/communities/{cid}/alliances/{id}/invitations', { path: at(id), body: { other_id: other } }, '邀请社区')
export const addItem = (id: Id, body: AllianceItemIn) => api.post('/communities/{cid}/alliances/{id}/items', { path: at(id), body }, '联盟任务')
export const removeItem = (id: Id, item: Id) => api.post('/communities/{cid}/alliances/{id}/items/{item_id}/removal', { path: { ...at(id), item_id: item }, body: {} }, '联盟任务')
export const answerItem = (id: Id, item: Id, body: AllianceAnswerIn) => api.post('/communities/{cid}/alliances/{id}/items/{item_id}/answer', { path: { ...at(id), item_id: item }, body }, '联盟任务的结果')
export const review = (id: Id, month: Day, text: string) => api.post('/communities/{cid}/alliances/{id}/reviews', { path: at(id), body: { month, text } }, '季度点评')
