/** Actors: the card of one, whom members name, whom the desk could list. */
import { api, cid } from '@/core/store'
import type { ReferralIn, Suggestion } from '@/core/types'

export const card = (id: string) => api.get('/communities/{cid}/actors/{id}', { path: { cid: cid(), id } })
/** Let everybody see a unit's four criteria, or no longer. */
export const showFigures = (id: string, is_public: boolean) => api.post('/communities/{cid}/actors/{id}/figures', { path: { cid: cid(), id }, body: { is_public } }, '公开四项情况')
export const refer = (body: ReferralIn) => api.post('/communities/{cid}/actor-referrals', { path: { cid: cid() }, body }, `推荐：${body.name}`)
export const referrals = (cursor?: string) => api.get('/communities/{cid}/actor-referrals', { path: { cid: cid() }, query: { cursor } })
export const suggestions = (dismissed = false) => api.get('/communities/{cid}/actor-suggestions', { path: { cid: cid() }, query: { dismissed } }).then(r => r.items)
export function handle({ type, id }: Suggestion, body: { move: 'list' | 'dismiss' | 'restore'; note?: string; category?: string }) {
  const path = { cid: cid(), id }
  return type === 'unit' ? api.post('/communities/{cid}/actor-suggestions/units/{id}/moves', { path, body }, '行动主体') : api.post('/communities/{cid}/actor-suggestions/referrals/{id}/moves', { path, body }, '行动主体')
}
