/** Shops: their papers, refunds, and the statements of their days. */
import { api, cid, http } from '@/core/store'
import type { MerchantIn, MerchantMove, MerchantState, RefundIn, RefundMove, StatementMove } from '@/core/types'
import { take } from './files'

export const merchants = (state?: MerchantState, cursor?: string) => api.get('/communities/{cid}/merchants', { path: { cid: cid() }, query: { state, cursor } })
export const merchant = (unitId: string) => api.get('/communities/{cid}/merchants/{unit_id}', { path: { cid: cid(), unit_id: unitId } })
export const applyAsMerchant = (body: MerchantIn) => api.post('/communities/{cid}/merchants', { path: { cid: cid() }, body }, '申请商户入驻')
export const moveMerchant = (unitId: string, move: MerchantMove, note?: string) => api.post('/communities/{cid}/merchants/{unit_id}/moves', { path: { cid: cid(), unit_id: unitId }, body: { move, note } }, '商户')

export const uses = (voucherId: string) => api.get('/communities/{cid}/vouchers/{id}/redemptions', { path: { cid: cid(), id: voucherId } })
export const taken = (id: string) => api.get('/communities/{cid}/redemptions/{id}', { path: { cid: cid(), id } })
/** By the shop, at once. */
export const refund = (id: string, body: RefundIn) => api.post('/communities/{cid}/redemptions/{id}/refunds', { path: { cid: cid(), id }, body }, '退货')
/** By the holder: the shop answers. */
export const askRefund = (id: string, body: RefundIn) => api.post('/communities/{cid}/redemptions/{id}/refund-requests', { path: { cid: cid(), id }, body }, '申请退货')
export const refundRequests = (of: { unit_id?: string; overdue?: boolean }, cursor?: string) => api.get('/communities/{cid}/refund-requests', { path: { cid: cid() }, query: { ...of, cursor } })
export const moveRequest = (id: string, move: RefundMove, text?: string) => api.post('/communities/{cid}/refund-requests/{id}/moves', { path: { cid: cid(), id }, body: { move, text } }, '退货申请')

export const month = (unitId: string, of: string) => api.get('/communities/{cid}/merchants/{unit_id}/months/{month}', { path: { cid: cid(), unit_id: unitId, month: of } })
export const moveStatement = (unitId: string, date: string, move: StatementMove, text?: string) => api.post('/communities/{cid}/merchants/{unit_id}/statements/{date}/moves', { path: { cid: cid(), unit_id: unitId, date }, body: { move, text } }, '日结单')
/** What shops objected to their statements; open: those nobody has answered yet. */
export const objections = (open?: boolean, cursor?: string) => api.get('/communities/{cid}/statement-objections', { path: { cid: cid() }, query: { open, cursor } })
export const takeDay = (unitId: string, date: string) => take(http.url('/communities/{cid}/merchants/{unit_id}/statements/{date}/file', { cid: cid(), unit_id: unitId, date }), `statement-${date}.xlsx`)
export const takeMonth = (unitId: string, of: string) => take(http.url('/communities/{cid}/merchants/{unit_id}/months/{month}/file', { cid: cid(), unit_id: unitId, month: of }), `statements-${of}.xlsx`)
