/** Budget rounds: what people propose, the desk checks, everybody votes on, and what was chosen. */
import { api, cid } from '@/core/store'
import type { BudgetRoundIn, Day, Id, RoundMove } from '@/core/types'

const of = (id: Id) => ({ cid: cid(), id })

export const rounds = (filter: { live?: boolean } = {}, cursor?: string) => api.get('/communities/{cid}/budget-rounds', { path: { cid: cid() }, query: { ...filter, cursor } })
export const round = (id: Id) => api.get('/communities/{cid}/budget-rounds/{id}', { path: of(id) })
export const openRound = (body: BudgetRoundIn) => api.post('/communities/{cid}/budget-rounds', { path: { cid: cid() }, body }, `预算：${body.title}`)
export const moveRound = (id: Id, body: { move: RoundMove; note?: string; ends_on?: Day }) => api.post('/communities/{cid}/budget-rounds/{id}/moves', { path: of(id), body }, '预算的下一步')
export const proposals = (id: Id, cursor?: string) => api.get('/communities/{cid}/budget-rounds/{id}/proposals', { path: of(id), query: { cursor, limit: 100 } })
export const propose = (id: Id, body: { title: string; text: string; category: string; cost_fen: number }) => api.post('/communities/{cid}/budget-rounds/{id}/proposals', { path: of(id), body }, `提案：${body.title}`)
export const moveProposal = (id: Id, body: { move: 'pass' | 'refuse' | 'withdraw'; reason?: string; cost_fen?: number }) => api.post('/communities/{cid}/budget-proposals/{id}/moves', { path: of(id), body }, '核对提案')
export const ballot = (id: Id) => api.get('/communities/{cid}/budget-rounds/{id}/ballot', { path: of(id) })
/** The whole ballot at once, never kept on the phone for later: who voted how is nobody's to read. */
export const castBallot = (id: Id, votes: { proposal_id: Id; points: number }[]) => api.put('/communities/{cid}/budget-rounds/{id}/ballot', { path: of(id), body: { votes } }).then(a => a.data)
export const result = (id: Id) => api.get('/communities/{cid}/budget-rounds/{id}/result', { path: of(id) })
