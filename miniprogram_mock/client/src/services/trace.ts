/** From end to end: what a thing came from and what became of it. */
import { api, cid } from '@/core/store'

export const trace = (type: string, id: string) => api.get('/communities/{cid}/trace/{type}/{id}', { path: { cid: cid(), type, id } })
