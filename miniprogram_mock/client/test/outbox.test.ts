import { beforeEach, describe, expect, it } from 'vitest'
import { ApiError } from '@/core/http'
import { createOutbox, newKey, type Pending } from '@/core/outbox'

let stored: Pending[], sent: Pending[], next: (ApiError | unknown)[], owner: string, now: number
const gone = () => new ApiError(0, 'network', 'x')
function open() {
  return createOutbox({
    load: () => JSON.parse(JSON.stringify(stored)), save: l => { stored = JSON.parse(JSON.stringify(l)) }, owner: () => owner, now: () => now,
    send: async p => {
      expect(stored.map(x => x.key)).toContain(p.key) // on the phone before it is on the wire
      sent.push(p)
      const a = next.shift()
      if (a instanceof ApiError) throw a
      return { data: a, etag: null, status: 201 }
    },
  })
}
beforeEach(() => { stored = []; sent = []; next = []; owner = 'p1'; now = 1_000_000_000_000 })

describe('keys', () => {
  it('fit the header and differ', () => {
    const keys = Array.from({ length: 200 }, () => newKey(now))
    expect(new Set(keys).size).toBe(200)
    keys.forEach(k => expect(k).toMatch(/^[\w-]{8,64}$/))
  })
})
describe('a write', () => {
  it('is forgotten once answered, and the next one has another key', async () => {
    const box = open()
    next = ['a', 'b']
    await box.write('post', '/x', { n: 1 }, 'one')
    expect(stored).toEqual([])
    await box.write('post', '/x', { n: 1 }, 'one')
    expect(sent[0].key).not.toBe(sent[1].key)
  })
  it('keeps its key while nobody knows whether it arrived, also over a restart', async () => {
    next = [gone(), new ApiError(503, 'server', 'x'), 'done']
    await expect(open().write('post', '/x', { n: 1 }, 'one')).rejects.toMatchObject({ message: '还没有发出去，已存在手机里，连上网络后自动发出。' })
    expect(open().waiting().map(p => p.label)).toEqual(['one'])
    await open().write('post', '/x', { n: 1 }, 'one').catch(() => undefined)
    await open().write('post', '/x', { n: 1 }, 'one')
    expect(new Set(sent.map(p => p.key)).size).toBe(1)
    expect(stored).toEqual([])
  })
  it('with another body is another write', async () => {
    next = [gone(), gone()]
    const box = open()
    await box.write('post', '/x', { n: 1 }, 'one').catch(() => undefined)
    await box.write('post', '/x', { n: 2 }, 'two').catch(() => undefined)
    expect(new Set(stored.map(p => p.key)).size).toBe(2)
  })
  it('that is refused is done with', async () => {
    next = [new ApiError(409, 'own_clash', 'x')]
    await open().write('post', '/x', {}, 'one').catch(() => undefined)
    expect(stored).toEqual([])
  })
})
describe('sending what waits', () => {
  it('goes oldest first, stops without a network, reports refusals', async () => {
    next = [gone(), gone(), gone()]
    const box = open()
    for (const n of [1, 2, 3]) await box.write('post', '/x', { n }, `w${n}`).catch(() => undefined)
    next = ['ok', new ApiError(409, 'c', 'no'), gone()]
    const r = await box.flush()
    expect([r.sent, r.refused.map(e => e.code), box.waiting().map(p => p.label)]).toEqual([1, ['c'], ['w3']])
  })
  it('never sends one person’s write as another’s', async () => {
    next = [gone(), 'x']
    const box = open()
    await box.write('post', '/x', {}, 'one').catch(() => undefined)
    owner = 'p2'
    expect([await box.flush(), box.waiting()]).toEqual([{ sent: 0, refused: [] }, []])
  })
  it('forgets what is older than a day', async () => {
    next = [gone()]
    await open().write('post', '/x', {}, 'one').catch(() => undefined)
    now += 25 * 3600_000
    expect(open().waiting()).toEqual([])
  })
})
