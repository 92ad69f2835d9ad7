/** Flags on vouchers and the reserve that guarantees them. */
import { api, cid } from '@/core/store'
import type { ReserveSource } from '@/core/types'

export const flags = (open: boolean, cursor?: string) => api.get('/communities/{cid}/voucher-flags', { path: { cid: cid() }, query: { open, cursor } })
export const noteFlag = (id: string, what: 'heard' | 'lifted', text: string) => api.post('/communities/{cid}/voucher-flags/{id}/notes', { path: { cid: cid(), id }, body: { what, text } }, '使用记录核对')
export const reserve = () => api.get('/communities/{cid}/reserve', { path: { cid: cid() } })
export const setTerms = (body: { per_redemption: number; per_month: number; valid_from: string }) => api.post('/communities/{cid}/reserve/terms', { path: { cid: cid() }, body }, '保障金的上限')
export const proposeReserve = (body: { source: ReserveSource; points: number; reason: string }) => api.post('/communities/{cid}/reserve/moves', { path: { cid: cid() }, body }, '转入保障金')
export const decideReserve = (id: string, move: 'confirm' | 'decline') => api.post('/communities/{cid}/reserve/moves/{id}/moves', { path: { cid: cid(), id }, body: { move } }, '保障金')
