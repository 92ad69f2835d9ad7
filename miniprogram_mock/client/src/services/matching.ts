/** Matching: what was suggested and what is said to it, what somebody can do, what nobody serves. */
import { api, cid } from '@/core/store'
import type { Id, MatchProfileIn, MatchReviewIn, MatchReviewState, MatchSuggestionIn, SuggestionMoveIn, SuggestionState, UnmetState } from '@/core/types'

interface SuggestionFilter { state?: SuggestionState; category?: string; entry_id?: Id; shift_id?: Id }

/** Mine, or a unit's for its contact. */
export const suggestionsTo = (unit_id: Id | undefined, state?: SuggestionState, cursor?: string) =>
  unit_id ? api.get('/communities/{cid}/units/{id}/matching/suggestions', { path: { cid: cid(), id: unit_id }, query: { state, cursor } }) : api.get('/communities/{cid}/matching/suggestions/mine', { path: { cid: cid() }, query: { state, cursor } })
export const allSuggestions = (filter: SuggestionFilter = {}, cursor?: string) => api.get('/communities/{cid}/matching/suggestions', { path: { cid: cid() }, query: { ...filter, cursor } })
export const suggestion = (id: Id) => api.get('/communities/{cid}/matching/suggestions/{id}', { path: { cid: cid(), id } })
/** Why a run did not suggest this one; the desk alone may ask. */
export const whyNot = ({ need, offer }: MatchSuggestionIn) =>
  api.get('/communities/{cid}/matching/why-not', { path: { cid: cid() }, query: { need_type: need.type, need_id: need.id, role_id: need.role_id ?? undefined, offer_type: offer.type, offer_id: offer.id } })
/** By hand, as staff: what the law or the need does not allow is refused in words. */
export const suggest = (body: MatchSuggestionIn) => api.post('/communities/{cid}/matching/suggestions', { path: { cid: cid() }, body }, '推荐')
export const moveSuggestion = (id: Id, body: SuggestionMoveIn, label = '为您找到的事') => api.post('/communities/{cid}/matching/suggestions/{id}/moves', { path: { cid: cid(), id }, body }, label)

export const matchProfile = (unit_id?: Id) => (unit_id ? api.get('/communities/{cid}/units/{id}/match-profile', { path: { cid: cid(), id: unit_id } }) : api.get('/communities/{cid}/match-profile', { path: { cid: cid() } }))
export const saveMatchProfile = (body: MatchProfileIn, unit_id?: Id) =>
  (unit_id ? api.put('/communities/{cid}/units/{id}/match-profile', { path: { cid: cid(), id: unit_id }, body }) : api.put('/communities/{cid}/match-profile', { path: { cid: cid() }, body })).then(r => r.data)

export const askPerson = (body: MatchReviewIn) => api.post('/communities/{cid}/matching/reviews', { path: { cid: cid() }, body }, '请工作人员看一看')
export const reviews = (filter: { mine?: boolean; state?: MatchReviewState } = {}, cursor?: string) => api.get('/communities/{cid}/matching/reviews', { path: { cid: cid() }, query: { ...filter, cursor } })
export const moveReview = (id: Id, body: { move: 'answer' | 'withdraw'; answer?: string; made_id?: Id }) => api.post('/communities/{cid}/matching/reviews/{id}/moves', { path: { cid: cid(), id }, body }, '答复')

export const unmet = (filter: { state?: UnmetState; category?: string } = {}, cursor?: string) => api.get('/communities/{cid}/matching/unmet', { path: { cid: cid() }, query: { ...filter, cursor } })
export const matchFigures = (weeks?: number) => api.get('/communities/{cid}/matching/figures', { path: { cid: cid() }, query: { weeks } })
