/** Tables that become entries of a list. */
import { api, cid, http } from '@/core/store'
import type { Import, ImportTarget, Kind } from '@/core/types'
import { device } from '@/platform/device'
import type { ChosenTable } from '@/platform/types'
import { take } from './files'

const of = (id: string) => ({ cid: cid(), id })

export const choose = () => device.chooseTable()
export const takeTemplate = (kind: Kind) => take(http.url('/communities/{cid}/lists/{kind}/import-template', { cid: cid(), kind }), `${kind}-template.xlsx`)
export const upload = (kind: Kind, table: ChosenTable): Promise<Import> => api.upload('/communities/{cid}/lists/{kind}/imports', table, { path: { cid: cid(), kind } })
export const imports = (cursor?: string) => api.get('/communities/{cid}/imports', { path: { cid: cid() }, query: { cursor } })
/** With the ETag that a mapping must send back. */
export const importTagged = (id: string) => api.getTagged('/communities/{cid}/imports/{id}', { path: of(id) })
export const mapColumns = (id: string, etag: string, paths: (string | null)[], fixed: Record<string, string>) =>
  api.put('/communities/{cid}/imports/{id}/mapping', { path: of(id), body: { paths, fixed }, ifMatch: etag })
export const apply = (id: string, to_state: ImportTarget) => api.post('/communities/{cid}/imports/{id}/moves', { path: of(id), body: { move: 'apply', to_state } }, '导入清单')
export const withdraw = (id: string) => api.post('/communities/{cid}/imports/{id}/moves', { path: of(id), body: { move: 'withdraw' } }, '取消导入')
