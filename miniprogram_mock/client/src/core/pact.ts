/**
 * What is signed, worked out on the phone: the hash of an agreement's text as it is shown here, and a key that never leaves
 * this phone. The same bytes as backend/agreements/rules/signing.py. Who signs sees what they sign: a text that gives
 * another hash than the server's is not signed.
 */
import Taro from '@tarojs/taro'
import { sha256 } from 'js-sha256'
import nacl from 'tweetnacl'
import { device } from '@/platform/device'
import type { Agreement, AgreementText, Clause } from './types'

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const SEED = 'pact:seed'

/** Canonical JSON of what a text holds: keys sorted, no white space. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value && typeof value === 'object') return `{${Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`).join(',')}}`
  return JSON.stringify(value)
}

const clauseOf = ({ no, giver, receiver, accepter, text, amount, measure, schedule, due_on, until_on, evidence, after_no }: Clause) => ({ no, giver, receiver, accepter, text, amount, measure, schedule, due_on, until_on, evidence, after_no })

/** The hash of the text as this phone shows it, with the names its parties had when it was offered. */
export function hashOf(a: Pick<Agreement, 'number'>, text: AgreementText, cid: number): string {
  const parties = text.parties.map(({ no, name, role, unit_id }) => ({ no, name, role, unit_id }))
  const { version, purpose, title, preamble, starts_on, ends_on } = text
  return sha256(canonical({ community_id: cid, number: a.number, version, purpose, title, preamble, starts_on, ends_on, parties, clauses: text.clauses.map(clauseOf) }))
}

/** base64url without padding; the logic layer has no btoa. */
export function toBase64(bytes: Uint8Array): string {
  let out = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const n = (bytes[i] << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    for (let j = 0; j < Math.min(4, Math.ceil(((bytes.length - i) * 8) / 6)); j++) out += LETTERS[(n >> (18 - 6 * j)) & 63]
  }
  return out
}

/** This person's key on this phone, made the first time it is wanted; undefined where the phone makes no random bytes. */
async function keyOf(person: string): Promise<nacl.SignKeyPair | undefined> {
  const kept = Taro.getStorageSync(`${SEED}:${person}`) as number[] | ''
  if (kept) return nacl.sign.keyPair.fromSeed(Uint8Array.from(kept))
  const seed = await device.random(32).catch(() => undefined)
  if (!seed) return undefined
  Taro.setStorageSync(`${SEED}:${person}`, Array.from(seed))
  return nacl.sign.keyPair.fromSeed(seed)
}

export interface Signed { cid: number; agreement: string; version: number; party: number; hash: string }
/** ASCII, so that every phone writes the same bytes. */
export const messageOf = (s: Signed) => `sangong agreement\n${s.cid}\n${s.agreement}\n${s.version}\n${s.party}\n${s.hash}`

/** A signature by the phone's key, or undefined where it has none: then a tap signs. */
export async function signByKey(person: string, what: Signed): Promise<{ public_key: string; signature: string } | undefined> {
  const key = await keyOf(person)
  if (!key) return undefined
  const message = Uint8Array.from(messageOf(what), c => c.charCodeAt(0))
  return { public_key: toBase64(key.publicKey), signature: toBase64(nacl.sign.detached(message, key.secretKey)) }
}
