/** Pledges, offers, vouchers, and the merchant's scans and statements. */
import { api, cid, http } from '@/core/store'
import type { OfferFields, OfferIn, OfferMove, OffersQuery, PledgeIn, VoucherState } from '@/core/types'
import { take } from './files'

export const pledge = (body: PledgeIn) => api.post('/communities/{cid}/pledges', { path: { cid: cid() }, body }, '认捐积分')
export const pledges = (unitId?: string, cursor?: string) => api.get('/communities/{cid}/pledges', { path: { cid: cid() }, query: { unit_id: unitId, cursor } })
export const addOffer = (body: OfferIn) => api.post('/communities/{cid}/offers', { path: { cid: cid() }, body }, `上架：${body.title}`)
export const offers = (of: OffersQuery = {}, cursor?: string) => api.get('/communities/{cid}/offers', { path: { cid: cid() }, query: { ...of, cursor } })
export const offer = (id: string) => api.get('/communities/{cid}/offers/{id}', { path: { cid: cid(), id } })
/** On the version that was seen: somebody else's newer one is refused. */
export const editOffer = (id: string, version: number, body: Partial<OfferFields>) => api.patch('/communities/{cid}/offers/{id}', { path: { cid: cid(), id }, body, ifMatch: `"${version}"` })
export const prices = (id: string) => api.get('/communities/{cid}/offers/{id}/prices', { path: { cid: cid(), id } })
export const moveOffer = (id: string, move: OfferMove) => api.post('/communities/{cid}/offers/{id}/moves', { path: { cid: cid(), id }, body: { move } }, '商品')
/** The price shown goes along: when it has changed since, the server says so instead of taking more. */
export const takeVoucher = (offerId: string, quantity: number, pricePoints: number) =>
  api.post('/communities/{cid}/vouchers', { path: { cid: cid() }, body: { offer: offerId, quantity, price_points: pricePoints } }, '兑换')
export const myVouchers = (state?: VoucherState, cursor?: string) => api.get('/communities/{cid}/vouchers/mine', { path: { cid: cid() }, query: { state, cursor } })
export const voucher = (id: string) => api.get('/communities/{cid}/vouchers/{id}', { path: { cid: cid(), id } })
export const cancelVoucher = (id: string) => api.post('/communities/{cid}/vouchers/{id}/moves', { path: { cid: cid(), id }, body: { move: 'cancel' } }, '退券')
/** By the merchant: the token or the whole text of the QR code. */
export const redeem = (token: string) => api.post('/communities/{cid}/redemptions', { path: { cid: cid() }, body: { token } }, '核销')
/** What was redeemed at a unit, or what it promised, over some days, to take away. */
export const takeUnitStatement = (unitId: string, account: 'merchant' | 'pledge', from: string, to: string, format: 'pdf' | 'csv') =>
  take(http.url('/communities/{cid}/units/{unit_id}/statement', { cid: cid(), unit_id: unitId }, { account, from, to, format }), `unit-${account}-${from}-${to}.${format}`)
export const statement = (unitId: string, date: string) => api.get('/communities/{cid}/merchants/{unit_id}/statements/{date}', { path: { cid: cid(), unit_id: unitId, date } })
export const redemptions = (unitId: string, cursor?: string) => api.get('/communities/{cid}/merchants/{unit_id}/redemptions', { path: { cid: cid(), unit_id: unitId }, query: { cursor } })
