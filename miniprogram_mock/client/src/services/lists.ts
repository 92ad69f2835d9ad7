/** The nine lists and their entries. */
import { api, cid } from '@/core/store'
import type { Category, EntryIn, EntryMove, EntryPatch, Kind } from '@/core/types'

export interface EntryFilter { state?: string; category?: string; unit_id?: string; mine?: boolean }

export const overview = () => api.get('/communities/{cid}/lists', { path: { cid: cid() } }).then(r => r.items)
export const categories = () => api.get('/communities/{cid}/categories', { path: { cid: cid() } }).then(r => r.items)
export const entries = (kind: Kind, filter: EntryFilter = {}, cursor?: string) =>
  api.get('/communities/{cid}/lists/{kind}/entries', { path: { cid: cid(), kind }, query: { ...filter, cursor } })
export const entry = (id: string) => api.get('/communities/{cid}/entries/{id}', { path: { cid: cid(), id } })
/** With the ETag that an edit must send back. */
export const entryForEdit = (id: string) => api.getTagged('/communities/{cid}/entries/{id}', { path: { cid: cid(), id } })
export const propose = (body: EntryIn) => api.post('/communities/{cid}/entries', { path: { cid: cid() }, body }, `提出：${body.title}`)
export const edit = (id: string, etag: string, body: EntryPatch) => api.patch('/communities/{cid}/entries/{id}', { path: { cid: cid(), id }, body, ifMatch: etag })
export const moveEntry = (id: string, move: EntryMove, note?: string) =>
  api.post('/communities/{cid}/entries/{id}/moves', { path: { cid: cid(), id }, body: { move, note } }, '清单条目')
/** The desk makes a project of what was asked for. */
export const listAsProject = (id: string, body: EntryIn) => api.post('/communities/{cid}/entries/{id}/project', { path: { cid: cid(), id }, body }, `列为项目：${body.title}`)
/** It concerns the reader too, or no longer does. */
export const support = (id: string, supports: boolean) => api.post('/communities/{cid}/entries/{id}/support', { path: { cid: cid(), id }, body: { supports } }, '我也遇到')
export const history = (id: string) => api.get('/communities/{cid}/entries/{id}/history', { path: { cid: cid(), id } }).then(r => r.items)
/** Over all lists; `near` puts one's own building first. */
export const search = (wanted: { q: string; kind?: Kind; sort?: 'newest' | 'near' }, cursor?: string) => api.get('/communities/{cid}/entries', { path: { cid: cid() }, query: { ...wanted, cursor } })
export const searchStreet = (q: string) => api.get('/communities/{cid}/street-entries', { path: { cid: cid() }, query: { q } })
/** Entries that may say the same, for the desk to decide. */
export const similar = (id: string) => api.get('/communities/{cid}/entries/{id}/similar', { path: { cid: cid(), id } }).then(r => r.items)
/** While somebody writes: what may say it already. */
export const suggest = (kind: Kind, begun: { text: string; category?: string; place?: string }) => api.get('/communities/{cid}/lists/{kind}/similar', { path: { cid: cid(), kind }, query: begun })
export const sentences = (id: string) => api.get('/communities/{cid}/entries/{id}/sentences', { path: { cid: cid(), id } }).then(r => r.items)
export const merge = (into: string, from: string) => api.post('/communities/{cid}/entries/{id}/merges', { path: { cid: cid(), id: into }, body: { from: [from] } }, '合并')
export const undoMerge = (id: string) => api.post('/communities/{cid}/merges/{id}/undo', { path: { cid: cid(), id }, body: {} }, '撤销合并')
/** `陪同就医` stands beneath `助老服务`: shown with both names. */
export function categoryOptions(all: readonly Category[]) {
  const name = (code: string | null) => all.find(c => c.code === code)?.name
  return all.map(c => ({ value: c.code, text: c.parent ? `${name(c.parent) ?? ''} · ${c.name}` : c.name }))
}
