/** Certificates of service records: asking for one, printing it, the list of those issued, and checking one that somebody shows. */
import { api, cid, http } from '@/core/store'
import type { CertificateIn, IssuerIn } from '@/core/types'
import { take } from './files'

const here = () => ({ cid: cid() })
/** What a certificate of these days would list; without days all; for the desk, somebody else's. */
export const preview = (from?: string, to?: string, member?: string) => api.get('/communities/{cid}/certificates/preview', { path: here(), query: { from, to, member_id: member } })
export const issue = (body: CertificateIn) => api.post('/communities/{cid}/certificates', { path: here(), body }, '开具证明')
export const mine = (cursor?: string) => api.get('/communities/{cid}/certificates/mine', { path: here(), query: { cursor } })
export const shown = (cursor?: string) => api.get('/communities/{cid}/certificates/shown', { path: here(), query: { cursor } })
export const issued = (isVoid: boolean | undefined, cursor?: string) => api.get('/communities/{cid}/certificates', { path: here(), query: { void: isVoid, cursor } })
export const makeVoid = (id: string, reason: string) => api.post('/communities/{cid}/certificates/{id}/void', { path: { cid: cid(), id }, body: { reason } }, '作废证明')
export const issuer = () => api.get('/communities/{cid}/certificate-issuer', { path: here() })
export const setIssuer = (body: IssuerIn) => api.post('/communities/{cid}/certificate-issuer', { path: here(), body }, '出具单位')
/** Nobody need be signed in. */
export const check = (community: number, number: string, code: string) => api.plain('/certificates/check', { body: { community_id: community, number, code } })

export const takePaper = (id: string, number: string) => take(http.url('/communities/{cid}/certificates/{id}/document.pdf', { cid: cid(), id }), `${number}.pdf`)
export const takeList = (isVoid: boolean | undefined) => take(http.url('/communities/{cid}/certificates.xlsx', here(), { void: isVoid }), '志愿服务记录证明.xlsx')
