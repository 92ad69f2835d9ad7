/** Topics that are talked about, stage by stage. */
import { api, cid } from '@/core/store'
import type { TopicIn, TopicStep } from '@/core/types'

export const topics = (filter: { stage?: string; live?: boolean; mine?: boolean } = {}, cursor?: string) => api.get('/communities/{cid}/topics', { path: { cid: cid() }, query: { ...filter, cursor } })
export const topic = (id: string) => api.get('/communities/{cid}/topics/{id}', { path: { cid: cid(), id } })
/** What meetings put to the vote on it. */
export const motionsOf = (id: string) => api.get('/communities/{cid}/topics/{id}/motions', { path: { cid: cid(), id }, query: {} }).then(p => p.items)
export const openTopic = (body: TopicIn) => api.post('/communities/{cid}/topics', { path: { cid: cid() }, body }, '发起议题')
export const moveTopic = (id: string, step: TopicStep) => api.post('/communities/{cid}/topics/{id}/moves', { path: { cid: cid(), id }, body: step }, '议题进展')
/** Ask that the draft of a list be talked about while it is on notice. */
export const suggestDraftTopic = (draftId: string, text: string) => api.post('/communities/{cid}/drafts/{id}/topics', { path: { cid: cid(), id: draftId }, body: { text } }, '提到议事会')
/** Ask that an entry be talked about. */
export const suggestTopic = (entryId: string, text: string) => api.post('/communities/{cid}/entries/{id}/topics', { path: { cid: cid(), id: entryId }, body: { text } }, '提到议事会')
