/**
 * Who is signed in, which community, and how the phone should look: kept on the phone, watched by pages. Joins the
 * transport, the outbox and the session; knows no page.
 */
import Taro from '@tarojs/taro'
import { device } from '@/platform/device'
import { clearCache } from './cache'
import { watched } from './emitter'
import { createHttp, type Answer, type Args, type ChosenFile, type Init, type Ok, type Op, type PathsWith, type WireRequest } from './http'
import { heardServer, serverAhead } from './now'
import { createOutbox, newKey, type Pending } from './outbox'
import type { Route } from './routes'
import { newUuid } from './till'
import type { CommunityId, Membership, Person, Session as Tokens, SignedIn } from './types'

export interface Session { access_token: string; refresh_token: string; person: Person; memberships: Membership[]; cid?: CommunityId }
export interface Prefs { elder: boolean; /** text step of the elder look, 0..3 */ k: number; dark: 'system' | 'light' | 'dark'; /** page that opens first */ start?: Start; /** this phone talks to a demo */ demo?: boolean; /** compare places when checking in */ place?: boolean }
export interface Start { route: Route; params: Record<string, string> }

const saved = <T>(key: string, other: T): T => (Taro.getStorageSync(key) || other) as T
export const session = watched<Session | undefined>(saved<Session | undefined>('session', undefined))
export const prefs = watched<Prefs>(saved<Prefs>('prefs', { elder: device.fontScale() > 1.15, k: 0, dark: 'system' }))
export const online = watched(true)
export const systemDark = watched(device.systemDark())
export const width = watched(device.width())

function setSession(next: Session | undefined) {
  if (next) Taro.setStorageSync('session', next)
  else Taro.removeStorageSync('session')
  session.set(next)
}
export function setPrefs(change: Partial<Prefs>) {
  const next = { ...prefs.get(), ...change }
  Taro.setStorageSync('prefs', next)
  prefs.set(next)
}

/** This phone's name for itself, made once: it tells one phone from another, and nothing of its owner. Sent where presence is proven, nowhere else. */
function deviceId(): string {
  const known = Taro.getStorageSync('device') as string
  if (known) return known
  const made = newUuid().replace(/-/g, '')
  Taro.setStorageSync('device', made)
  return made
}
const PROVES_PRESENCE = /\/shifts\/[^/]+\/(code|codes-ahead|check-ins|check-outs)$/
/** WeChat's request knows no PATCH; the server takes a POST that says what it stands for. */
function wire(r: WireRequest): WireRequest {
  const header = { ...r.header, ...(PROVES_PRESENCE.test(r.url) ? { 'Sangong-Device': deviceId() } : {}) }
  return device.target === 'weapp' && r.method === 'PATCH' ? { ...r, method: 'POST', header: { ...header, 'X-HTTP-Method-Override': 'PATCH' } } : { ...r, header }
}

/** An upload's answer comes as text. */
function parsed(data: unknown): unknown {
  try { return JSON.parse(String(data)) } catch { return undefined }
}

export const http = createHttp({
  base: API_BASE,
  async transport(r) {
    const { binary, file, ...wired } = wire(r)
    if (file) {
      const x = await Taro.uploadFile({ url: r.url, filePath: file.path, fileName: file.name, name: 'file', header: r.header, timeout: r.timeout })
      return { statusCode: x.statusCode, data: parsed(x.data) }
    }
    const x = await Taro.request({ ...(wired as Taro.request.Option), ...(binary ? { responseType: 'arraybuffer' } : { dataType: 'json' }) })
    return { statusCode: x.statusCode, data: x.data, header: x.header as Record<string, string> }
  },
  token: () => session.get()?.access_token,
  async refresh() {
    const now = session.get()
    const r = await http.send({ method: 'post', url: http.url('/auth/refresh'), body: { refresh_token: now?.refresh_token ?? '' }, anonymous: true })
    const tokens = r.data as Tokens
    if (now) setSession({ ...now, access_token: tokens.access_token, refresh_token: tokens.refresh_token })
  },
  signedOut: () => setSession(undefined),
  online: up => { if (online.get() !== up) online.set(up) },
  heard: date => { if (heardServer(date)) Taro.setStorageSync('ahead', serverAhead.get()) },
})
serverAhead.set(saved('ahead', 0))

/** A write that had waited and was refused later: kept until it was read, newest last. */
export interface Refusal { key: string; label: string; url: string; body: unknown; owner: string; at: number; code: string; words: string }
const REFUSALS_MAX = 20
export const refusals = watched<Refusal[]>(saved<Refusal[]>('refusals', []))
function setRefusals(next: Refusal[]) {
  Taro.setStorageSync('refusals', next)
  refusals.set(next)
}
export const forgetRefusal = (key: string) => setRefusals(refusals.get().filter(r => r.key !== key))

export const outbox = createOutbox({
  load: () => saved<Pending[]>('outbox', []),
  save: list => Taro.setStorageSync('outbox', list),
  owner: () => session.get()?.person.id ?? '',
  now: () => Date.now(),
  send: p => http.send({ method: p.method, url: p.url, body: p.body, key: p.key }),
  refused: ({ key, label, url, body, owner }, why) => setRefusals([...refusals.get(), { key, label, url, body, owner, at: Date.now(), code: why.code, words: why.words }].slice(-REFUSALS_MAX)),
})

/** An init once its type has been checked at the call. */
interface Loose { path?: object; query?: object; body?: unknown; ifMatch?: string; ifNoneMatch?: string }
const read = (path: string, init: Loose = {}) => http.send({ method: 'get', url: http.url(path, init.path, init.query), ifNoneMatch: init.ifNoneMatch })
const dataOf = <T>(answer: Promise<Answer<unknown>>) => answer.then(a => a.data as T)

/** Typed calls. `post` goes through the outbox and needs a label: what waits, in words. */
export const api = {
  get: <P extends PathsWith<'get'>>(path: P, ...a: Args<Op<P, 'get'>>) => dataOf<Ok<Op<P, 'get'>>>(read(path, a[0] as Loose)),
  getTagged: <P extends PathsWith<'get'>>(path: P, ...a: Args<Op<P, 'get'>>) => read(path, a[0] as Loose) as Promise<Answer<Ok<Op<P, 'get'>>>>,
  post<P extends PathsWith<'post'>>(path: P, init: Init<Op<P, 'post'>>, label: string) {
    const { path: p, query, body } = init as Loose
    return dataOf<Ok<Op<P, 'post'>>>(outbox.write('post', http.url(path, p, query), body ?? {}, label))
  },
  /** One file as a form. It is not kept for later: the phone may forget its path. */
  upload<P extends PathsWith<'post'>>(path: P, file: ChosenFile, init: Init<Op<P, 'post'>>) {
    return dataOf<Ok<Op<P, 'post'>>>(http.send({ method: 'post', url: http.url(path, (init as Loose).path, (init as Loose).query), key: newKey(Date.now()), file }))
  },
  /** Edits carry the version they are made on; a newer one is refused with 412, so no key is kept. */
  patch<P extends PathsWith<'patch'>>(path: P, init: Init<Op<P, 'patch'>>) {
    const { path: p, body, ifMatch } = init as Loose
    return dataOf<Ok<Op<P, 'patch'>>>(http.send({ method: 'patch', url: http.url(path, p), body, ifMatch }))
  },
  /** The whole of a thing anew, on the version seen; what comes back has the next version. */
  put<P extends PathsWith<'put'>>(path: P, init: Init<Op<P, 'put'>>) {
    const { path: p, body, ifMatch } = init as Loose
    return http.send({ method: 'put', url: http.url(path, p), body, ifMatch }) as Promise<Answer<Ok<Op<P, 'put'>>>>
  },
  /** Sign-in and the demo clock: no community, no key, nothing stored. */
  plain: <P extends PathsWith<'post'>>(path: P, init: Init<Op<P, 'post'>>, anonymous = true) =>
    dataOf<Ok<Op<P, 'post'>>>(http.send({ method: 'post', url: http.url(path), body: (init as Loose).body, anonymous })),
}

/** The community that calls are made in. */
export function cid(): CommunityId {
  const id = session.get()?.cid
  if (!id) throw new Error('no community chosen')
  return id
}
export const membership = (s = session.get()) => s?.memberships.find(m => m.community_id === s.cid)

export function signedIn(r: SignedIn) {
  const keep = session.get()?.cid
  const chosen = r.memberships.find(m => m.community_id === keep) ?? r.memberships[0]
  setSession({ access_token: r.access_token, refresh_token: r.refresh_token, person: r.person, memberships: r.memberships, cid: chosen?.community_id })
}
export function setMemberships(person: Person, memberships: Membership[]) {
  const s = session.get()
  if (!s) return
  const still = memberships.some(m => m.community_id === s.cid)
  setSession({ ...s, person, memberships, cid: still ? s.cid : memberships[0]?.community_id })
}
export function chooseCommunity(id: CommunityId) {
  const s = session.get()
  if (s) setSession({ ...s, cid: id })
}
export function forgetSession() {
  clearCache()
  Taro.removeStorageSync('codes')
  setPrefs({ start: undefined })
  setSession(undefined)
}

/** What a page usually wants to know, watched. */
export function useMe() {
  const s = session.use()
  const m = membership(s)
  const has = (...roles: string[]) => !!m && m.roles.some(r => roles.includes(r))
  return {
    session: s, person: s?.person, membership: m, cid: s?.cid, memberships: s?.memberships ?? [],
    verified: m?.state === 'verified', isStaff: has('staff', 'lead'), isLead: has('lead'), isSupervisor: has('supervisor'),
    /** Units where I may act: as contact, or (merchant) as clerk. */
    units: m?.units ?? [], contactOf: (m?.units ?? []).filter(u => u.role === 'contact'),
    merchants: (m?.units ?? []).filter(u => u.kind === 'merchant' && u.role !== 'employee'),
  }
}
export function useLook() {
  const p = prefs.use(), system = systemDark.use()
  return { ...p, isDark: p.dark === 'system' ? system : p.dark === 'dark' }
}
/** True from 1000 px on: rail instead of tabs, list and detail side by side. */
export const useWide = () => width.use() >= 1000

/** Send what waits; called when the network is back and when the client comes to the front. */
export async function flushOutbox() {
  const { sent, refused } = await outbox.flush()
  return { sent, refused }
}
