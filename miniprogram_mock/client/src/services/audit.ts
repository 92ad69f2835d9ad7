/** Audits: rounds for everybody, cases and findings for supervisors. */
import { api, cid } from '@/core/store'
import type { NewFinding } from '@/core/types'

/** Newest first. */
export const audits = (cursor?: string) => api.get('/communities/{cid}/audits', { path: { cid: cid() }, query: { cursor } })
export const audit = (id: string) => api.get('/communities/{cid}/audits/{id}', { path: { cid: cid(), id } })
export const commitAudit = (endsOn: string) => api.post('/communities/{cid}/audits', { path: { cid: cid() }, body: { ends_on: endsOn } }, '定下一轮抽查')
export const auditCases = (filter: { mine?: boolean; unfound?: boolean; audit_id?: string } = {}, cursor?: string) =>
  api.get('/communities/{cid}/audit-cases', { path: { cid: cid() }, query: { ...filter, cursor } })
export const auditCase = (id: string) => api.get('/communities/{cid}/audit-cases/{id}', { path: { cid: cid(), id } })
export const takeCase = (id: string) => api.post('/communities/{cid}/audit-cases/{id}/moves', { path: { cid: cid(), id }, body: { move: 'take' } }, '接手核查')
export const fileFinding = (id: string, body: NewFinding) => api.post('/communities/{cid}/audit-cases/{id}/findings', { path: { cid: cid(), id }, body }, '核查结论')
/** All that drawing the sample again needs; of a big round some megabytes. */
export const auditDraw = (id: string) => api.get('/communities/{cid}/audits/{id}/draw', { path: { cid: cid(), id } })
