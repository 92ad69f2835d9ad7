/** What is kept of a volunteer, how a service was found, files that leave and enter. */
import { api, cid, http } from '@/core/store'
import type { DossierChange, DossierEntryIn, DossierExport, DossierExportIn, DossierImport, DossierImportMove } from '@/core/types'
import { device } from '@/platform/device'
import type { ChosenTable } from '@/platform/types'
import { take } from './files'

const of = (id: string) => ({ cid: cid(), id })

export const ownDossier = () => api.get('/communities/{cid}/dossier', { path: { cid: cid() } })
export const changeOwn = (body: DossierChange) => api.put('/communities/{cid}/dossier', { path: { cid: cid() }, body }).then(a => a.data)
export const takeOwn = () => take(http.url('/communities/{cid}/dossier/file', { cid: cid() }), '我的志愿档案.xlsx')

export const dossierOf = (memberId: string) => api.get('/communities/{cid}/members/{id}/dossier', { path: of(memberId) })
export const addEntry = (memberId: string, body: DossierEntryIn) => api.post('/communities/{cid}/members/{id}/dossier-entries', { path: of(memberId), body }, '登记到志愿档案')
export const voidEntry = (id: string, reason: string) => api.post('/communities/{cid}/dossier-entries/{id}/void', { path: of(id), body: { reason } }, '作废一条登记')

export const evaluations = (recordId: string) => api.get('/communities/{cid}/records/{id}/evaluations', { path: of(recordId) })
export const evaluate = (recordId: string, score: number, words?: string) => api.post('/communities/{cid}/records/{id}/evaluations', { path: of(recordId), body: { score, words } }, '评价服务')
export const answerEvaluation = (id: string, text: string) => api.post('/communities/{cid}/evaluations/{id}/answer', { path: of(id), body: { text } }, '回应评价')

export const dossierExports = (cursor?: string) => api.get('/communities/{cid}/dossier-exports', { path: { cid: cid() }, query: { cursor } })
export const dossierExport = (id: string) => api.get('/communities/{cid}/dossier-exports/{id}', { path: of(id) })
export const askExport = (body: DossierExportIn) => api.post('/communities/{cid}/dossier-exports', { path: { cid: cid() }, body }, '导出志愿档案')
export const takeExport = (x: DossierExport) => take(http.url('/communities/{cid}/dossier-exports/{id}/file', of(x.id)), `志愿档案${x.since}至${x.until}.${x.format === 'csv' ? 'zip' : 'xlsx'}`)

export const chooseFile = () => device.chooseTable(['xlsx', 'csv', 'zip'])
export const takeDossierTemplate = () => take(http.url('/communities/{cid}/dossier-imports/template', { cid: cid() }), '志愿档案导入模板.xlsx')
export const uploadFile = (file: ChosenTable, origin: string): Promise<DossierImport> => api.upload('/communities/{cid}/dossier-imports', file, { path: { cid: cid() }, query: { origin } })
export const dossierImports = (cursor?: string) => api.get('/communities/{cid}/dossier-imports', { path: { cid: cid() }, query: { cursor } })
export const dossierImport = (id: string) => api.get('/communities/{cid}/dossier-imports/{id}', { path: of(id) })
export const moveDossierImport = (id: string, move: DossierImportMove) => api.post('/communities/{cid}/dossier-imports/{id}/moves', { path: of(id), body: { move } }, '导入志愿档案')
