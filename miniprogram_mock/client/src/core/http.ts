/**
 * One typed transport for both targets: it adds the token, renews it once when it has ended, times out, and turns every
 * refusal into an ApiError with a stable code and a sentence for people. It never stores a write (outbox.ts does) and
 * uses no fetch, URL or Headers: the mini-program's logic layer has none.
 */
import type { paths } from './api-map'
import type { Problem } from './types'

export type Method = 'get' | 'post' | 'patch' | 'put'
export type PathsWith<M extends Method> = { [P in keyof paths]: M extends keyof paths[P] ? P : never }[keyof paths]
export type Op<P extends keyof paths, M extends Method> = M extends keyof paths[P] ? paths[P][M] : never
type JsonOf<R> = R extends { content: { 'application/json': infer J } } ? J : undefined
export type Ok<O> = O extends { responses: infer R } ? JsonOf<R[Extract<keyof R, 200 | 201 | 202 | 204>]> : never
type Body<O> = O extends { requestBody: { content: { 'application/json': infer B } } } ? { body: B } : { body?: undefined }
type Query<O> = O extends { parameters: { query?: infer Q } } ? { query?: Q } : { query?: undefined }
type Path<O> = O extends { parameters: { path: infer Q } } ? { path: Q } : { path?: undefined }
export type Init<O> = Body<O> & Query<O> & Path<O> & { ifMatch?: string; /** the answer is 304 and empty where nothing has changed */ ifNoneMatch?: string }
export type Args<O> = {} extends Init<O> ? [init?: Init<O>] : [init: Init<O>]

/** A file on the phone: its path for this session; how its owner calls it, where that matters. */
export interface ChosenFile { path: string; name?: string }
export interface WireRequest { url: string; method: 'GET' | 'POST' | 'PATCH' | 'PUT'; data?: unknown; header: Record<string, string>; timeout: number; binary?: boolean; file?: ChosenFile }
export interface WireResponse { statusCode: number; data: unknown; header?: Record<string, string> }
export type Transport = (request: WireRequest) => Promise<WireResponse>
export interface Answer<T> { data: T; etag: string | null; status: number }

const TIMEOUT_MS = 12_000
/** A photo or a table over a weak network. */
const FILE_TIMEOUT_MS = 60_000
const PREFIX = '/api/v1'
/** What the phone says itself, when no server sentence came. */
const OWN_WORDS: Record<string, string> = {
  network: '没有连上网络。您填的内容都在，连上后再试一次。',
  timeout: '网络太慢，没有等到回答。您填的内容都在，请再试一次。',
  server: '服务暂时没有回应，请过一会儿再试。',
  signed_out: '登录已经过期，请重新登录。',
  http: '没有办成，请再试一次。',
}

export class ApiError extends Error {
  constructor(public status: number, public code: string, title: string, public problem: Problem = {}) {
    super(title)
    this.name = 'ApiError'
  }
  /** Title, and the detail where the server gave one. */
  get words() { return this.problem.detail && this.problem.detail !== this.message ? `${this.message}。${this.problem.detail}` : this.message }
  /** Field name → its first sentence. */
  get fields(): Record<string, string> {
    return Object.fromEntries(Object.entries(this.problem.errors ?? {}).map(([k, v]) => [k, Array.isArray(v) ? String(v[0]) : String(v)]))
  }
  /** Nobody knows whether the write arrived: the same key must be sent again. */
  get unknownOutcome() { return this.status === 0 || this.status >= 500 || this.status === 401 || this.code === 'idempotency_in_progress' }
  get offline() { return this.code === 'network' || this.code === 'timeout' }
}

export function asApiError(e: unknown): ApiError {
  if (e instanceof ApiError) return e
  return new ApiError(0, 'http', OWN_WORDS.http, { detail: e instanceof Error ? e.message : undefined })
}

const enc = encodeURIComponent
export function buildUrl(base: string, template: string, path?: object, query?: object): string {
  const p = (path ?? {}) as Record<string, unknown>, q = (query ?? {}) as Record<string, unknown>
  const url = template.replace(/\{(\w+)\}/g, (_, k) => enc(String(p[k])))
  const pairs = Object.keys(q).filter(k => q[k] != null && q[k] !== '').flatMap(k => [q[k]].flat().map(v => `${enc(k)}=${enc(String(v))}`))
  return base + PREFIX + url + (pairs.length ? '?' + pairs.join('&') : '')
}

export interface HttpOptions {
  base: string
  transport: Transport
  token(): string | undefined
  /** Trade the refresh token for a new access token; throw ApiError when it is refused. */
  refresh(): Promise<void>
  signedOut(): void
  online(up: boolean): void
  /** What an answer says of the server's time. */
  heard?(date: string | null): void
}
export interface RawRequest { method: Method; url: string; body?: unknown; key?: string; ifMatch?: string; ifNoneMatch?: string; anonymous?: boolean; /** the answer is a file's bytes */ binary?: boolean; /** the one file that is sent as a form */ file?: ChosenFile }

function refusal(status: number, data: unknown): ApiError {
  const problem = (data && typeof data === 'object' ? data : {}) as Problem
  const code = problem.code ?? (status >= 500 ? 'server' : 'http')
  return new ApiError(status, code, problem.title ?? OWN_WORDS[code] ?? OWN_WORDS.http, problem)
}

function headerOf(header: Record<string, string> | undefined, wanted: string) {
  const name = Object.keys(header ?? {}).find(k => k.toLowerCase() === wanted)
  return name ? header![name] : null
}

export function createHttp(o: HttpOptions) {
  let renewing: Promise<void> | undefined
  const renew = () => (renewing ??= o.refresh().finally(() => { renewing = undefined }))

  async function once(r: RawRequest): Promise<Answer<unknown>> {
    const header: Record<string, string> = { Accept: r.binary ? '*/*' : 'application/json' }
    if (r.body !== undefined) header['Content-Type'] = 'application/json'
    if (r.key) header['Idempotency-Key'] = r.key
    if (r.ifMatch) header['If-Match'] = r.ifMatch
    if (r.ifNoneMatch) header['If-None-Match'] = r.ifNoneMatch
    const token = r.anonymous ? undefined : o.token()
    if (token) header.Authorization = `Bearer ${token}`
    let res: WireResponse
    try {
      res = await o.transport({ url: r.url, method: r.method.toUpperCase() as WireRequest['method'], data: r.body, header, timeout: r.file ? FILE_TIMEOUT_MS : TIMEOUT_MS, binary: r.binary, file: r.file })
    } catch (e) {
      const code = /time-?out/i.test(String((e as { errMsg?: string })?.errMsg ?? e)) ? 'timeout' : 'network'
      o.online(false)
      throw new ApiError(0, code, OWN_WORDS[code])
    }
    o.online(true)
    o.heard?.(headerOf(res.header, 'date'))
    if ((res.statusCode >= 200 && res.statusCode < 300) || (r.ifNoneMatch && res.statusCode === 304)) return { data: res.data, etag: headerOf(res.header, 'etag'), status: res.statusCode }
    throw refusal(res.statusCode, res.data)
  }

  /** Send; when the access token has ended, renew it once (all waiting calls share one renewal) and send again. */
  async function send(r: RawRequest): Promise<Answer<unknown>> {
    const sentWith = o.token()
    try {
      return await once(r)
    } catch (e) {
      const err = asApiError(e)
      if (err.status !== 401 || r.anonymous || !sentWith) throw err
    }
    try {
      if (o.token() === sentWith) await renew()
    } catch (e) {
      const err = asApiError(e)
      if (err.status === 0 || err.status >= 500) throw err
      o.signedOut()
      throw new ApiError(401, 'signed_out', OWN_WORDS.signed_out)
    }
    return once(r)
  }

  return { send, url: (template: string, path?: object, query?: object) => buildUrl(o.base, template, path, query) }
}
export type Http = ReturnType<typeof createHttp>
