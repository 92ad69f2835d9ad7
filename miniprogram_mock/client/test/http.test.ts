import { describe, expect, expectTypeOf, it, vi } from 'vitest'
import { ApiError, buildUrl, createHttp, type WireRequest, type WireResponse } from '@/core/http'
import type { api } from '@/core/store'
import type { Entry, Page } from '@/core/types'

function make(answers: (WireResponse | Error)[], refresh = vi.fn(async () => undefined)) {
  const seen: WireRequest[] = [], signedOut = vi.fn()
  let token = 'old'
  const http = createHttp({
    base: 'https://x', token: () => token, signedOut, online: () => undefined,
    refresh: async () => { await refresh(); token = 'new' },
    transport: async r => { seen.push(r); const a = answers.shift(); if (a instanceof Error || !a) throw a ?? new Error('request:fail'); return a },
  })
  return { http, seen, signedOut, refresh }
}
const expired = { statusCode: 401, data: { code: 'token_expired', title: '登录已过期' } }
const ok = (data: unknown, header = {}) => ({ statusCode: 200, data, header })

describe('url', () => {
  it('fills the path and leaves out what is not given, without URL', () => {
    expect(buildUrl('', '/a/{id}', { id: 'x/y' }, { q: '水 管', n: 0, z: undefined, e: '' })).toBe('/api/v1/a/x%2Fy?q=%E6%B0%B4%20%E7%AE%A1&n=0')
  })
})
describe('types', () => {
  it('come from the contract', () => {
    const get = null as unknown as typeof api.get
    expectTypeOf(() => get('/communities/{cid}/lists/{kind}/entries', { path: { cid: '1', kind: 'need' } })).returns.resolves.toEqualTypeOf<Page<Entry>>()
    // @ts-expect-error a path parameter is missing
    expectTypeOf(() => get('/communities/{cid}/lists/{kind}/entries', { path: { cid: '1' } }))
    // @ts-expect-error no such path
    expectTypeOf(() => get('/nope'))
  })
})
describe('refusals', () => {
  it('carry the stable code, the title and the fields', async () => {
    const { http } = make([{ statusCode: 422, data: { code: 'invalid', title: '有几处要改', errors: { name: ['太短', 'x'] } } }])
    const e = await http.send({ method: 'get', url: '/u' }).catch(x => x) as ApiError
    expect([e.status, e.code, e.words, e.fields]).toEqual([422, 'invalid', '有几处要改', { name: '太短' }])
    expect(e.unknownOutcome).toBe(false)
  })
  it('know a time-out from no network, and garbage from sense', async () => {
    const t = make([Object.assign(new Error(), { errMsg: 'request:fail timeout' })])
    expect((await t.http.send({ method: 'get', url: '/u' }).catch(x => x)).code).toBe('timeout')
    const n = make([new Error('request:fail')])
    const e = await n.http.send({ method: 'get', url: '/u' }).catch(x => x)
    expect([e.code, e.offline, e.unknownOutcome]).toEqual(['network', true, true])
    const g = make([{ statusCode: 502, data: '<html>' }])
    expect((await g.http.send({ method: 'get', url: '/u' }).catch(x => x)).code).toBe('server')
  })
})
describe('renewing the token', () => {
  it('renews once for all that wait, then sends each again', async () => {
    const { http, seen, refresh } = make([expired, expired, ok(1), ok(2)])
    const both = await Promise.all([http.send({ method: 'get', url: '/a' }), http.send({ method: 'post', url: '/b', body: {}, key: 'k-12345678' })])
    expect(both.map(b => b.data).sort()).toEqual([1, 2])
    expect(refresh).toHaveBeenCalledOnce()
    expect(seen.slice(2).map(s => s.header.Authorization)).toEqual(['Bearer new', 'Bearer new'])
    expect(seen.filter(s => s.url === '/b').map(s => s.header['Idempotency-Key'])).toEqual(['k-12345678', 'k-12345678'])
  })
  it('does not go round for ever', async () => {
    const { http, seen } = make([expired, expired])
    await expect(http.send({ method: 'get', url: '/a' })).rejects.toMatchObject({ status: 401 })
    expect(seen.length).toBe(2)
  })
  it('signs out when the renewal is refused, but not when the network is gone', async () => {
    const refused = make([expired], vi.fn(async () => { throw new ApiError(401, 'refresh_reused', 'x') }))
    await expect(refused.http.send({ method: 'get', url: '/a' })).rejects.toMatchObject({ code: 'signed_out' })
    expect(refused.signedOut).toHaveBeenCalledOnce()
    const gone = make([expired], vi.fn(async () => { throw new ApiError(0, 'network', 'x') }))
    await expect(gone.http.send({ method: 'get', url: '/a' })).rejects.toMatchObject({ code: 'network' })
    expect(gone.signedOut).not.toHaveBeenCalled()
  })
})
it('hands the ETag on, whatever its case', async () => {
  const { http } = make([ok({}, { etag: '"7"' })])
  expect((await http.send({ method: 'get', url: '/a' })).etag).toBe('"7"')
})
