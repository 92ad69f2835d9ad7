/** What people think of a topic: statements, votes, the map; and texts that are looked at before others see them. */
import type { Answer } from '@/core/http'
import { api, cid, http, outbox } from '@/core/store'
import type { Id, ModerationState, OpinionMove, OpinionState, TopicVersions, VoteAnswer } from '@/core/types'

const of = (id: Id) => ({ cid: cid(), id })

/** Whether something is new; 304 and empty where nothing is. */
export const liveTopic = (id: Id, tag?: string): Promise<Answer<TopicVersions>> => api.getTagged('/communities/{cid}/topics/{id}/live', { path: of(id), ifNoneMatch: tag })
export const opinions = (id: Id) => api.get('/communities/{cid}/topics/{id}/opinions', { path: of(id) })
export const setOpinions = (id: Id, while_talking: boolean) => api.put('/communities/{cid}/topics/{id}/opinions', { path: of(id), body: { while_talking } }).then(r => r.data)
export const opinionMap = (id: Id) => api.get('/communities/{cid}/topics/{id}/opinion-map', { path: of(id) })

/** What one has not voted on, those that fewest have voted on first. */
export const deck = (id: Id) => api.get('/communities/{cid}/topics/{id}/deck', { path: of(id), query: { limit: 20 } })
export const ownVotes = (id: Id, cursor?: string) => api.get('/communities/{cid}/topics/{id}/votes/mine', { path: of(id), query: { cursor } })
let turn: Promise<unknown> = Promise.resolve()
/** Vote, or vote anew. Without a network it waits in the outbox. One after the other, and the last word on a statement alone, so that it is the one that counts. */
export function vote(id: Id, statement_id: Id, answer: VoteAnswer) {
  const url = http.url('/communities/{cid}/topics/{id}/statements/{statement_id}/vote', { ...of(id), statement_id })
  const send = () => {
    outbox.snapshot().filter(p => p.url === url && !p.sending).forEach(p => outbox.forget(p.key))
    return outbox.write('put', url, { answer }, '表态')
  }
  const sent = turn.then(send, send)
  turn = sent.catch(() => undefined)
  return sent
}

/** Refused with `similar_statements` and what is alike until `similar_seen`. */
export const say = (id: Id, text: string, similar_seen: boolean) => api.post('/communities/{cid}/topics/{id}/statements', { path: of(id), body: { text, similar_seen } }, '看法')
export const statements = (id: Id, filter: { state?: OpinionState; mine?: boolean } = {}, cursor?: string) => api.get('/communities/{cid}/topics/{id}/statements', { path: of(id), query: { ...filter, cursor } })
export const similarPairs = (id: Id) => api.get('/communities/{cid}/topics/{id}/statements/similar', { path: of(id) }).then(r => r.items)
export const moveStatement = (id: Id, statement_id: Id, move: OpinionMove, said: { reason?: string; into_id?: Id } = {}) =>
  api.post('/communities/{cid}/topics/{id}/statements/{statement_id}/moves', { path: { ...of(id), statement_id }, body: { move, ...said } }, '看法')

export const textsToCheck = (state?: ModerationState, cursor?: string) => api.get('/communities/{cid}/moderation/items', { path: { cid: cid() }, query: { state, cursor } })
export const decideText = (id: Id, move: 'pass' | 'refuse', reason?: string) => api.post('/communities/{cid}/moderation/items/{id}/moves', { path: of(id), body: { move, reason } }, '审核')
