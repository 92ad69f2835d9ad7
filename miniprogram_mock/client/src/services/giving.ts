/** Kin and gifts, the pool and who is given from it, funds with what they received and were used for. */
import { api, cid, http } from '@/core/store'
import type { EntitlementIn, EntitlementMove, EntitlementState, FundDonationIn, FundIn, FundUseIn, GiftIn, LedgerBook, KinTieIn, TieMove } from '@/core/types'
import { take } from './files'

export const ties = (cursor?: string) => api.get('/communities/{cid}/kin-ties', { path: { cid: cid() }, query: { cursor, limit: 100 } })
export const stateTie = (body: KinTieIn) => api.post('/communities/{cid}/kin-ties', { path: { cid: cid() }, body }, '亲友关系')
export const moveTie = (id: string, move: TieMove) => api.post('/communities/{cid}/kin-ties/{id}/moves', { path: { cid: cid(), id }, body: { move } }, '亲友关系')
/** Whether, to whom and how much I may give. */
export const giftTerms = () => api.get('/communities/{cid}/gifts/terms', { path: { cid: cid() } })
export const give = (body: GiftIn) => api.post('/communities/{cid}/gifts', { path: { cid: cid() }, body }, '送时间币')
export const gift = (id: string) => api.get('/communities/{cid}/gifts/{id}', { path: { cid: cid(), id } })

/** This year until today. */
export const pool = () => api.get('/communities/{cid}/pool', { path: { cid: cid() } })
export const poolDonations = (cursor?: string) => api.get('/communities/{cid}/pool/donations', { path: { cid: cid() }, query: { cursor } })
export const donateToPool = (book: LedgerBook, amount: number, anonymous: boolean) => api.post('/communities/{cid}/pool/donations', { path: { cid: cid() }, body: { book, amount, anonymous } }, '捐入公益池')
export const ownEntitlement = () => api.get('/communities/{cid}/entitlements/mine', { path: { cid: cid() } }).then(r => r.entitlement)
export const entitlements = (state?: EntitlementState, cursor?: string) => api.get('/communities/{cid}/entitlements', { path: { cid: cid() }, query: { state, cursor } })
export const proposeEntitlement = (body: EntitlementIn) => api.post('/communities/{cid}/entitlements', { path: { cid: cid() }, body }, '公益时间资格')
export const moveEntitlement = (id: string, move: EntitlementMove, note?: string) => api.post('/communities/{cid}/entitlements/{id}/moves', { path: { cid: cid(), id }, body: { move, note } }, '公益时间资格')
export const grant = (id: string, minutes: number) => api.post('/communities/{cid}/entitlements/{id}/grants', { path: { cid: cid(), id }, body: { minutes } }, '发放公益时间')

export const funds = (cursor?: string) => api.get('/communities/{cid}/funds', { path: { cid: cid() }, query: { cursor } })
export const fund = (id: string) => api.get('/communities/{cid}/funds/{id}', { path: { cid: cid(), id } })
export const openFund = (body: FundIn) => api.post('/communities/{cid}/funds', { path: { cid: cid() }, body }, '开一个基金')
export const fundDonations = (id: string, cursor?: string) => api.get('/communities/{cid}/funds/{id}/donations', { path: { cid: cid(), id }, query: { cursor } })
export const fundUses = (id: string, cursor?: string) => api.get('/communities/{cid}/funds/{id}/uses', { path: { cid: cid(), id }, query: { cursor } })
export const recordDonation = (id: string, body: FundDonationIn) => api.post('/communities/{cid}/funds/{id}/donations', { path: { cid: cid(), id }, body }, '登记捐赠')
export const recordUse = (id: string, body: FundUseIn) => api.post('/communities/{cid}/funds/{id}/uses', { path: { cid: cid(), id }, body }, '登记使用')
export const correctUse = (id: string, amount: number, reason: string) => api.post('/communities/{cid}/fund-uses/{id}/corrections', { path: { cid: cid(), id }, body: { amount, reason } }, '更正')
export const myDonations = (cursor?: string) => api.get('/communities/{cid}/donations/mine', { path: { cid: cid() }, query: { cursor } })
export const donation = (id: string) => api.get('/communities/{cid}/donations/{id}', { path: { cid: cid(), id } })
export const moveDonation = (id: string, move: 'acknowledge' | 'reject', note?: string) => api.post('/communities/{cid}/donations/{id}/moves', { path: { cid: cid(), id }, body: { move, note } }, '确认捐赠')
export const takeReceipt = (id: string, number: string) => take(http.url('/communities/{cid}/donations/{id}/receipt.pdf', { cid: cid(), id }), `${number}.pdf`)
