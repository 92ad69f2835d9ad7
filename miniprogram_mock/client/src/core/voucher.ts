/**
 * Voucher codes checked on the phone without a network: read, verified by the server's public keys (Ed25519), judged. The
 * same layout as backend/redemption/tokens.py. It never says that a voucher is used up: only the server knows that.
 */
import nacl from 'tweetnacl'

export const QR_PREFIX = 'sangong:voucher:'
const ONLINE_CHARS = 56, SIGNED_CHARS = 184, BODY = 74
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
/** The order of the curve's base point, little end first: the second half of a signature must be below it (RFC 8032). */
const ORDER = [0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10]

export interface VoucherKey { id: number; public_key: string }
/** What a genuine code says; moments in milliseconds of the server's clock. */
export interface Said {
  community_id: number; voucher_id: string; number: number; unit_id: string; offer_id: string
  counter: number; left: number; price_points: number; signed_at: number; expires_at: number
}
export type Reading = { kind: 'signed'; token: string; said: Said } | { kind: 'online'; token: string } | { kind: 'none' }
/** Why a code is not taken here without a network. */
export type Refusal = 'forged' | 'foreign' | 'other' | 'expired' | 'taken' | 'online'

/** base64url without padding; undefined where a character is none of it. The logic layer has no atob. */
export function fromBase64(text: string): Uint8Array | undefined {
  const clean = text.replace(/=+$/, '')
  const out = new Uint8Array(Math.floor((clean.length * 3) / 4))
  let bits = 0, have = 0, at = 0
  for (const c of clean) {
    const v = LETTERS.indexOf(c)
    if (v < 0) return undefined
    bits = ((bits << 6) | v) & 0xffff; have += 6
    if (have >= 8) { have -= 8; out[at++] = (bits >> have) & 0xff }
  }
  return out
}
const uint = (b: Uint8Array, from: number, count: number) => { let n = 0; for (let i = 0; i < count; i++) n = n * 256 + b[from + i]; return n }
const uuid = (b: Uint8Array, from: number) => Array.from(b.subarray(from, from + 16), x => x.toString(16).padStart(2, '0')).join('').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')

function isLow(signature: Uint8Array) {
  for (let i = 31; i >= 0; i--) if (signature[32 + i] !== ORDER[i]) return signature[32 + i] < ORDER[i]
  return false
}
function holds(raw: Uint8Array, keys: readonly VoucherKey[]) {
  const id = uint(raw, 1, 2), key = fromBase64(keys.find(k => k.id === id)?.public_key ?? ''), signature = raw.subarray(BODY)
  return !!key && key.length === 32 && isLow(signature) && nacl.sign.detached.verify(raw.subarray(0, BODY), signature, key)
}

/** What a scanned text is: a signed code that the server made, one that only the server can check, or nothing of ours. */
export function readVoucher(text: string, keys: readonly VoucherKey[]): Reading {
  const token = text.trim().replace(QR_PREFIX, ''), raw = fromBase64(token)
  if (raw && token.length === ONLINE_CHARS && raw[0] === 1) return { kind: 'online', token }
  if (!raw || token.length !== SIGNED_CHARS || raw[0] !== 2 || !holds(raw, keys)) return { kind: 'none' }
  return {
    kind: 'signed', token,
    said: {
      community_id: uint(raw, 3, 5), voucher_id: uuid(raw, 8), number: uint(raw, 24, 4), unit_id: uuid(raw, 28), offer_id: uuid(raw, 44), counter: raw[60], left: raw[61],
      price_points: uint(raw, 62, 4), signed_at: uint(raw, 66, 4) * 1000, expires_at: uint(raw, 70, 4) * 1000,
    },
  }
}

/** What a shop's phone keeps from when it last had a network. */
export interface Kit { unit_id: string; offers: { id: string; title: string }[]; keys: VoucherKey[]; /** the server's clock then */ now: number; /** and this phone's */ at: number }
/** The server's time by this phone: its clock may be wrong, how much time went by is right. */
export const serverTime = (kit: Kit, phone: number) => kit.now + Math.max(0, phone - kit.at)

/** Why this shop cannot take the code without a network now; undefined when it can. `taken` are the codes in its queue. */
export function refusalOf(reading: Reading, kit: Kit, cid: number, phone: number, taken: readonly string[]): Refusal | undefined {
  if (reading.kind !== 'signed') return reading.kind === 'online' ? 'online' : 'forged'
  const { said, token } = reading
  if (said.community_id !== cid) return 'foreign'
  if (said.unit_id !== kit.unit_id && !kit.offers.some(o => o.id === said.offer_id)) return 'other'
  if (said.expires_at <= serverTime(kit, phone)) return 'expired'
  return taken.includes(token) ? 'taken' : undefined
}
/** `券-000012`, as the server writes it. */
export const numberText = (n: number) => `券-${String(n).padStart(6, '0')}`
