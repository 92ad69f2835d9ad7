/**
 * Writes that wait for an answer. A key is made and stored on the phone BEFORE a write is sent and forgotten only when the
 * server has answered; the same write tried again (a second tap, a restart, the network back) carries the same key, so it
 * happens once. Never decides what a write means, and never sends one person's write as another's.
 */
import { ApiError, asApiError, type Answer, type Method } from './http'

export interface Pending { key: string; label: string; method: Method; url: string; body: unknown; owner: string; at: number; sending?: boolean }
export interface OutboxOptions {
  load(): Pending[]
  save(list: Pending[]): void
  owner(): string
  now(): number
  send(p: Pending): Promise<Answer<unknown>>
  /** One that had waited was refused, when nobody may be looking. */
  refused?(p: Pending, why: ApiError): void
}
const KEEP_MS = 24 * 3600_000
const KEPT = '还没有发出去，已存在手机里，连上网络后自动发出。'
let count = 0

/** 8–64 characters, unguessable enough: it only has to differ from this phone's other keys. */
export function newKey(now: number): string {
  const random = () => Math.random().toString(36).slice(2, 12).padEnd(10, '0')
  return `p-${now.toString(36)}-${(++count).toString(36)}-${random()}${random()}`
}

const same = (a: Pending, b: Omit<Pending, 'key' | 'at' | 'label'>) =>
  a.method === b.method && a.url === b.url && a.owner === b.owner && JSON.stringify(a.body) === JSON.stringify(b.body)

export function createOutbox(o: OutboxOptions) {
  let list: Pending[] = o.load().filter(p => o.now() - p.at < KEEP_MS).map(p => ({ ...p, sending: false }))
  const listeners = new Set<() => void>()
  const store = (next: Pending[]) => { list = next; o.save(list); listeners.forEach(f => f()) }
  const drop = (key: string) => store(list.filter(p => p.key !== key))
  const mark = (key: string, sending: boolean) => store(list.map(p => (p.key === key ? { ...p, sending } : p)))

  async function attempt(p: Pending): Promise<Answer<unknown>> {
    mark(p.key, true)
    try {
      const answer = await o.send(p)
      drop(p.key)
      return answer
    } catch (e) {
      const err = asApiError(e)
      if (err.unknownOutcome) mark(p.key, false)
      else drop(p.key)
      throw err.offline ? new ApiError(err.status, err.code, KEPT, err.problem) : err
    }
  }

  return {
    /** Send a write with a stored key; an equal write still waiting lends its key. */
    async write(method: Method, url: string, body: unknown, label: string): Promise<Answer<unknown>> {
      const draft = { method, url, body, owner: o.owner() }
      let pending = list.find(p => same(p, draft))
      if (!pending) {
        pending = { ...draft, label, key: newKey(o.now()), at: o.now() }
        store([...list, pending])
      }
      return attempt(pending)
    },
    /** Send all that waits, oldest first; stops at the first that still cannot be sent. Returns how many were answered. */
    async flush(): Promise<{ sent: number; refused: ApiError[] }> {
      const refused: ApiError[] = []
      let sent = 0
      for (const p of list.filter(x => !x.sending && x.owner === o.owner())) {
        try { await attempt(p); sent++ } catch (e) {
          const err = asApiError(e)
          if (err.unknownOutcome) break
          refused.push(err)
          o.refused?.(p, err)
        }
      }
      return { sent, refused }
    },
    /** Those of this person that nobody has answered and that are not on their way just now. */
    waiting: () => list.filter(p => !p.sending && p.owner === o.owner()),
    forget: (key: string) => drop(key),
    subscribe(f: () => void) { listeners.add(f); return () => { listeners.delete(f) } },
    snapshot: () => list,
  }
}
