/** My three books, and how far the community's points are backed. */
import { api, cid, http } from '@/core/store'
import type { Book } from '@/core/types'
import { take } from './files'

/** All three books, 20 lines each; stars, and what expires next. */
export const passbook = () => api.get('/communities/{cid}/passbook', { path: { cid: cid() } })
/** That a line stands in its day's seal. */
export const proof = (id: string) => api.get('/communities/{cid}/proofs/{transfer_id}', { path: { cid: cid(), transfer_id: id } })
/** All places' rules, and those that hold here. */
export const packs = () => api.get('/communities/{cid}/rule-packs', { path: { cid: cid() } })
export const adoptPack = (pack: string, valid_from: string) => api.post('/communities/{cid}/rule-packs/adoptions', { path: { cid: cid() }, body: { pack, valid_from } }, '采用规则')
export const expiryRules = () => api.get('/communities/{cid}/expiry-rules', { path: { cid: cid() } }).then(r => r.items)
export const setExpiry = (months: number | null, valid_from: string) => api.post('/communities/{cid}/expiry-rules', { path: { cid: cid() }, body: { months, valid_from } }, '积分有效期')
/** More lines of one book, as a page for usePages. */
export const lines = (book: Book, cursor?: string) =>
  api.get('/communities/{cid}/passbook', { path: { cid: cid() }, query: { book, cursor } }).then(r => r.books.find(b => b.book === book)?.lines ?? { items: [], next_cursor: null })
export const coverage = () => api.get('/communities/{cid}/coverage', { path: { cid: cid() } })
/** One of my books over some days, both included, to take away. */
export const takeStatement = (book: Book, from: string, to: string, format: 'pdf' | 'csv') =>
  take(http.url('/communities/{cid}/passbook/statement', { cid: cid() }, { book, from, to, format }), `statement-${from}-${to}.${format}`)
