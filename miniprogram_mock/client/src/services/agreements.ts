/** Agreements: drafted, offered, signed, changed, printed. */
import { hashOf, signByKey } from '@/core/pact'
import { api, cid, http, session } from '@/core/store'
import type { AgreementMove, AgreementText, AgreementTextIn, NewAgreementIn, SigningIn, TextPurpose, WholeAgreement } from '@/core/types'
import { take } from './files'

const of = (id: string) => ({ cid: cid(), id })

export const agreements = (filter: { unit_id?: string; state?: string; claim_id?: string } = {}, cursor?: string) => api.get('/communities/{cid}/agreements', { path: { cid: cid() }, query: { ...filter, cursor } })
export const agreement = (id: string) => api.get('/communities/{cid}/agreements/{id}', { path: of(id) })
/** With the ETag that an edited draft must send back. */
export const agreementTagged = (id: string) => api.getTagged('/communities/{cid}/agreements/{id}', { path: of(id) })
export const begin = (body: NewAgreementIn) => api.post('/communities/{cid}/agreements', { path: { cid: cid() }, body }, '起草协议')
export const saveDraft = (id: string, etag: string, body: AgreementTextIn) => api.put('/communities/{cid}/agreements/{id}/draft', { path: of(id), body, ifMatch: etag }).then(r => r.data)
/** What each clause in force asks for, by its due days. */
export const dutiesOf = (id: string) => api.get('/communities/{cid}/agreements/{id}/duties', { path: of(id), query: { limit: 60 } }).then(r => r.items)
export const beginNext = (id: string, purpose: TextPurpose) => api.post('/communities/{cid}/agreements/{id}/texts', { path: of(id), body: { purpose } }, '起草协议')
export const comparedText = (id: string, version: number) => api.get('/communities/{cid}/agreements/{id}/texts/{version}', { path: { ...of(id), version } })
export const moveAgreement = (id: string, move: AgreementMove, party_no?: number, note?: string) => api.post('/communities/{cid}/agreements/{id}/moves', { path: of(id), body: { move, party_no, note } }, '办理协议')
export const history = (id: string, cursor?: string) => api.get('/communities/{cid}/agreements/{id}/history', { path: of(id), query: { cursor, limit: 50 } })
export const takePaper = (id: string, version: number, number: string) => take(http.url('/communities/{cid}/agreements/{id}/texts/{version}/paper', { ...of(id), version }), `${number}-${version}.pdf`)

const post = (id: string, body: SigningIn) => api.post('/communities/{cid}/agreements/{id}/signatures', { path: of(id), body }, '签署协议')
/** Whether the text as this phone shows it gives the hash that was signed. */
export const isGenuine = (a: WholeAgreement, text: AgreementText) => hashOf(a, text, cid()) === text.text_hash
/** Signs what this phone shows, by its key where it has one. */
export async function sign(a: WholeAgreement, text: AgreementText, party: number) {
  const hash = hashOf(a, text, cid())
  const what = { party_no: party, version: text.version, text_hash: hash }
  const key = await signByKey(session.get()?.person.id ?? '', { cid: cid(), agreement: a.id, version: text.version, party, hash })
  return post(a.id, key ? { ...what, method: 'device_key', ...key } : { ...what, method: 'tap' })
}
export const handIn = (a: WholeAgreement, text: AgreementText, party: number, photo: string) => post(a.id, { party_no: party, version: text.version, text_hash: text.text_hash ?? '', method: 'paper', photo })
