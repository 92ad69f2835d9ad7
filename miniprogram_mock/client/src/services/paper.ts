/** Records from photographed sheets and slips, and what waits for a supervisor. */
import { api, cid } from '@/core/store'
import type { Id, SheetIn } from '@/core/types'
import { members } from './communities'

export const enterSheet = (body: SheetIn) => api.post('/communities/{cid}/paper-sheets', { path: { cid: cid() }, body }, '补录签到表').then(r => r.items)
export const paperQuota = () => api.get('/communities/{cid}/paper-sheets/quota', { path: { cid: cid() } })
export const addSlip = (id: Id, photos: Id[], note?: string) => api.post('/communities/{cid}/records/{id}/slips', { path: { cid: cid(), id }, body: { photos, note } }, '签字单见证')
export const supervision = () => api.get('/communities/{cid}/supervision', { path: { cid: cid() } }).then(r => r.rows)

const PAGES_MAX = 25
/** Everybody who may stand on a sheet, by name; as many as a picker can hold. */
export async function residents() {
  const found = []
  let cursor: string | undefined
  for (let n = 0; n < PAGES_MAX; n++) {
    const page = await members('verified', cursor)
    found.push(...page.items)
    if (!page.next_cursor) break
    cursor = page.next_cursor
  }
  return found.map(({ id, name }) => ({ id, name }))
}
