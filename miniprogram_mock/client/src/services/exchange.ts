/** One neighbour's time for another's: requests, answers, and what becomes of them. */
import { api, cid } from '@/core/store'
import type { OrderIn, OrderScope, OrderStep } from '@/core/types'

export interface OrderFilter { scope?: OrderScope; category?: string; from?: string; to?: string }

export const orders = (filter: OrderFilter = {}, cursor?: string) => api.get('/communities/{cid}/orders', { path: { cid: cid() }, query: { ...filter, cursor } })
export const order = (id: string) => api.get('/communities/{cid}/orders/{id}', { path: { cid: cid(), id } })
/** What I can pay with, and what can be asked for. */
export const orderMeans = () => api.get('/communities/{cid}/order-means', { path: { cid: cid() } })
export const askOrder = (body: OrderIn) => api.post('/communities/{cid}/orders', { path: { cid: cid() }, body }, `请人帮忙：${body.title}`)
export const answerOrder = (id: string, message: string, sharePhone: boolean) =>
  api.post('/communities/{cid}/orders/{id}/answers', { path: { cid: cid(), id }, body: { message, share_phone: sharePhone } }, '应答互助')
export const withdrawAnswer = (id: string) => api.post('/communities/{cid}/order-answers/{id}/moves', { path: { cid: cid(), id }, body: { move: 'withdraw' } }, '收回应答')
export const moveOrder = (id: string, step: OrderStep) => api.post('/communities/{cid}/orders/{id}/moves', { path: { cid: cid(), id }, body: step }, '互助请求')
export const addStatement = (id: string, text: string, photos: string[]) =>
  api.post('/communities/{cid}/orders/{id}/statements', { path: { cid: cid(), id }, body: { text, photos } }, '补充说明')
