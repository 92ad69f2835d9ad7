/**
 * Vouchers taken without a network: kept on the phone until the server has answered each. Unlike the outbox a batch is made
 * anew for each try, for it says what the phone's clock is as it is sent; each item's own id keeps it from counting twice.
 */
import { asApiError } from './http'
import type { SyncAnswer, SyncIn } from './types'

export interface Taken {
  client_id: string; unit_id: string; cid: number; owner: string
  token: string; number: string; title: string; pieces: number; points: number
  /** by this phone's clock */ at: number; sequence: number
  /** What the server said; one that may be tried again has an answer and still waits. */ answer?: SyncAnswer
}
export interface TillOptions {
  load(): Taken[]
  save(list: Taken[]): void
  owner(): string
  now(): number
  send(cid: number, body: SyncIn): Promise<SyncAnswer[]>
}
/** As many as the server takes at once. */
const BATCH = 100
/** Answered ones are kept to be read, the newest so many. */
const KEEP = 50
/** The server may answer otherwise once the community has filled its reserve. */
const AGAIN = ['guarantee_exhausted']
export const waits = (t: Taken) => !t.answer || AGAIN.includes(t.answer.code ?? '')

/** A version 4 UUID; it only has to differ from this shop's other ones. */
export function newUuid(random = Math.random): string {
  return 'xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx'.replace(/x/g, () => Math.floor(random() * 16).toString(16))
}

export function createTill(o: TillOptions) {
  let list: Taken[] = o.load(), running: Promise<SyncAnswer[]> | undefined
  const listeners = new Set<() => void>()
  const store = (next: Taken[]) => {
    const done = next.filter(t => !waits(t)).slice(-KEEP)
    list = next.filter(t => waits(t) || done.includes(t))
    o.save(list)
    listeners.forEach(f => f())
  }
  const mine = () => list.filter(t => t.owner === o.owner())
  const waiting = () => mine().filter(waits)

  async function sendAll(): Promise<SyncAnswer[]> {
    const answered: SyncAnswer[] = []
    let todo = waiting()
    while (todo.length) {
      const { unit_id, cid } = todo[0]
      const batch = todo.filter(t => t.unit_id === unit_id && t.cid === cid).slice(0, BATCH)
      todo = todo.filter(t => !batch.includes(t))
      const items = batch.map(t => ({ client_id: t.client_id, token: t.token, pieces: t.pieces, phone_at: new Date(t.at).toISOString(), sequence: t.sequence }))
      const answers = await o.send(cid, { unit_id, sent_at: new Date(o.now()).toISOString(), items })
      store(list.map(t => ({ ...t, answer: answers.find(a => a.client_id === t.client_id) ?? t.answer })))
      answered.push(...answers)
    }
    return answered
  }

  return {
    /** Keep a voucher before the goods are handed over: what is not stored is not taken. */
    take(t: Omit<Taken, 'client_id' | 'owner' | 'at' | 'sequence' | 'answer'>, at = o.now()): Taken {
      const sequence = list.reduce((most, x) => Math.max(most, x.sequence), 0) + 1
      const taken: Taken = { ...t, client_id: newUuid(), owner: o.owner(), at, sequence }
      store([...list, taken])
      return taken
    },
    /** Send all that waits; two callers share one try. Throws ApiError when the network is away: all of it stays. */
    sync(): Promise<SyncAnswer[]> {
      return (running ??= sendAll().catch(e => { throw asApiError(e) }).finally(() => { running = undefined }))
    },
    waiting,
    all: mine,
    /** The codes that this phone took at a shop, answered or not: none is taken twice. */
    tokens: (unitId: string) => mine().filter(t => t.unit_id === unitId).map(t => t.token),
    /** An answer that was read. One that still waits stays. */
    dismiss: (clientId: string) => store(list.filter(t => t.client_id !== clientId || waits(t))),
    subscribe(f: () => void) { listeners.add(f); return () => { listeners.delete(f) } },
    snapshot: () => list,
  }
}
