/** The shop's phone: what it keeps for when there is no network, taking vouchers with and without one, syncing. */
import Taro from '@tarojs/taro'
import { useSyncExternalStore } from 'react'
import { asApiError } from '@/core/http'
import { newKey } from '@/core/outbox'
import { api, cid, http, session } from '@/core/store'
import { createTill, type Taken } from '@/core/till'
import type { RedeemIn, Redemption, SyncAnswer } from '@/core/types'
import type { Kit } from '@/core/voucher'

/** Straight to the server, not through the outbox: a till never waits with the goods on the counter, and never tries later by itself. */
const post = <T>(path: string, at: number, body: unknown) => http.send({ method: 'post', url: http.url(path, { cid: at }), body, key: newKey(Date.now()) }).then(a => a.data as T)

export const till = createTill({
  load: () => (Taro.getStorageSync('till') || []) as Taken[],
  save: list => Taro.setStorageSync('till', list),
  owner: () => session.get()?.person.id ?? '',
  now: () => Date.now(),
  send: (at, body) => post<{ items: SyncAnswer[] }>('/communities/{cid}/redemptions/sync', at, body).then(a => a.items),
})
/** What waits and what was answered, watched. */
export const useTill = () => { useSyncExternalStore(till.subscribe, till.snapshot, till.snapshot); return till }

export const redeemNow = (body: RedeemIn) => post<Redemption>('/communities/{cid}/redemptions', cid(), body)

const kitName = (unitId: string) => `till-kit:${cid()}:${unitId}`
/** What this shop's phone kept; undefined on one that never had a network at this shop. */
export const keptKit = (unitId: string) => (Taro.getStorageSync(kitName(unitId)) || undefined) as Kit | undefined
/** Ask for the time, the keys and the offers, and keep them; without a network what was kept stays. */
export async function renewKit(unitId: string): Promise<Kit | undefined> {
  try {
    const [{ keys }, found] = await Promise.all([
      api.get('/communities/{cid}/voucher-keys', { path: { cid: cid() } }), api.get('/communities/{cid}/merchants/{unit_id}/till', { path: { cid: cid(), unit_id: unitId } }),
    ])
    Taro.setStorageSync(kitName(unitId), { unit_id: unitId, keys, offers: found.offers, now: Date.parse(found.now), at: Date.now() } satisfies Kit)
  } catch (e) {
    if (!asApiError(e).unknownOutcome) throw e
  }
  return keptKit(unitId)
}
/** What a shop has synced, for reading later. */
export const synced = (unitId: string, cursor?: string) => api.get('/communities/{cid}/merchants/{unit_id}/synced', { path: { cid: cid(), unit_id: unitId }, query: { cursor } })
/** Others' offers that a shop takes or is asked to; who takes an offer; asking, agreeing, ending. */
export const sharedOffers = (unitId: string) => api.get('/communities/{cid}/merchants/{unit_id}/shared-offers', { path: { cid: cid(), unit_id: unitId } })
export const shopsOf = (offerId: string) => api.get('/communities/{cid}/offers/{id}/shops', { path: { cid: cid(), id: offerId } })
export const inviteShop = (offerId: string, unitId: string) => api.post('/communities/{cid}/offers/{id}/shops', { path: { cid: cid(), id: offerId }, body: { unit_id: unitId } }, '请别家收券')
export const moveShop = (offerId: string, unitId: string, move: 'agree' | 'end') => api.post('/communities/{cid}/offers/{id}/shops/{unit_id}/moves', { path: { cid: cid(), id: offerId, unit_id: unitId }, body: { move } }, '一起收券')
