/** Records from photographed sheets and slips, and what waits for a supervisor. */
import { api, cid } from '@/core/store'
import type { Id, SheetIn } from '@/core/types'

export const enterSheet = (body: SheetIn) => api.post('/communities/{cid}/paper-sheets', { path: { cid: cid() }, body }, '补录签到表').then(r => r.items)
export const paperQuota = () => api.get('/communities/{cid}/paper-sheets/quota', { path: { cid: cid() } })
export const addSlip = (id: Id, photos: Id[], note?: string) => api.post('/communities/{cid}/records/{id}/slips', { path: { cid: cid(), id }, body: { photos, note } }, '签字单见证')
export const supervision = () => api.get('/communities/{cid}/supervision', { path: { cid: cid() } }).then(r => r.rows)
