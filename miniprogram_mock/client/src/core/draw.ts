/** Draws an audit's sample again on the phone, as docs/draw_audit.py does: nothing the server says is taken on trust. */
import { sha256 } from 'js-sha256'
import type { AuditDraw } from './types'

type Bytes = readonly number[]
const bytes = (hex: string) => hex.match(/../g)?.map(b => parseInt(b, 16)) ?? []
const hex = (data: Bytes) => data.map(b => b.toString(16).padStart(2, '0')).join('')
const sha = (data: Bytes) => sha256.array(data as number[])

/** What a published draw is not; none of them: it holds. */
export type Fault = 'seed' | 'seal' | 'sample'

export function faultOf(draw: AuditDraw): Fault | undefined {
  if (sha256(bytes(draw.seed)) !== draw.commitment) return 'seed'
  let before: string | undefined
  for (const seal of draw.seals) {
    const { day, number, previous, root, size } = seal
    const content = JSON.stringify({ community_id: draw.community_id, day, number, previous, root, size }) // keys in their order
    const leaves = leavesOf(seal.leaves), chained = before === undefined || before === previous
    if (leaves.length !== size || hex(rootOf(leaves)) !== root || sha256(content) !== seal.hash || !chained) return 'seal'
    before = seal.hash
  }
  if (before !== undefined && before !== draw.seal.hash) return 'seal'
  const drawn = lotOf(draw)
  return drawn.length === draw.lot.length && drawn.every(id => draw.lot.includes(id)) ? undefined : 'sample'
}

/** Of all records those with the smallest HMAC-SHA256(seed, community|record|seal hash). */
export function lotOf(draw: Pick<AuditDraw, 'seed' | 'community_id' | 'seal' | 'seals' | 'rule'>): string[] {
  const seed = bytes(draw.seed), ids = draw.seals.flatMap(seal => seal.records)
  const count = Math.min(ids.length, Math.max(draw.rule.lot_min, Math.ceil(ids.length / draw.rule.one_in)))
  const tickets = ids.map(id => [sha256.hmac(seed, `${draw.community_id}|${id}|${draw.seal.hash}`), id] as const)
  return tickets.sort(([a], [b]) => (a < b ? -1 : 1)).slice(0, count).map(([, id]) => id)
}

/** The Merkle root over leaf hashes (RFC 6962): pair by pair, the odd one out moves up. */
function rootOf(leaves: readonly Bytes[]): Bytes {
  let level = leaves
  while (level.length > 1) level = Array.from({ length: Math.ceil(level.length / 2) }, (_, i) => (level[2 * i + 1] ? sha([1, ...level[2 * i], ...level[2 * i + 1]]) : level[2 * i]))
  return level[0] ?? []
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Hashes of 32 bytes from base64, which the mini-program's logic layer has no decoder for. */
function leavesOf(packed: string): Bytes[] {
  const found: number[][] = []
  let bits = 0, held = 0, leaf: number[] = []
  for (const digit of packed.replace(/=+$/, '')) {
    held = (held << 6) | DIGITS.indexOf(digit)
    bits += 6
    if (bits < 8) continue
    bits -= 8
    leaf.push((held >> bits) & 255)
    held &= (1 << bits) - 1
    if (leaf.length === 32) { found.push(leaf); leaf = [] }
  }
  return found
}
