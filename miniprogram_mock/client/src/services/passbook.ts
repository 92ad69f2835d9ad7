/** My three books, and how far the community's points are backed. */
import { api, cid, http } from '@/core/store'
import type { Book } from '@/core/types'
import { take } from './files'

/** All three books, 20 lines each. */
export const passbook = () => api.get('/communities/{cid}/passbook', { path: { cid: cid() } }).then(r => r.books)
/** More lines of one book, as a page for usePages. */
export const lines = (book: Book, cursor?: string) =>
  api.get('/communities/{cid}/passbook', { path: { cid: cid() }, query: { book, cursor } }).then(r => r.books.find(b => b.book === book)?.lines ?? { items: [], next_cursor: null })
export const coverage = () => api.get('/communities/{cid}/coverage', { path: { cid: cid() } })
/** One of my books over some days, both included, to take away. */
export const takeStatement = (book: Book, from: string, to: string, format: 'pdf' | 'csv') =>
  take(http.url('/communities/{cid}/passbook/statement', { cid: cid() }, { book, from, to, format }), `statement-${from}-${to}.${format}`)
