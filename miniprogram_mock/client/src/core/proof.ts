/** Checks an inclusion proof on the phone (RFC 6962, as docs/verify_proof.py does): nothing the server says is taken on trust. */
import { sha256 } from 'js-sha256'
import type { Proof } from './types'

const bytes = (hex: string) => hex.match(/../g)?.map(b => parseInt(b, 16)) ?? []
const sha = (data: readonly number[]) => sha256.array(data as number[])
/** UTF-8, which the mini-program's logic layer has no encoder for. */
const utf8 = (text: string) => Array.from(unescape(encodeURIComponent(text)), c => c.charCodeAt(0))
const hex = (data: readonly number[]) => data.map(b => b.toString(16).padStart(2, '0')).join('')

/** Whether the leaf stands in the tree under the seal's root, and the seal has the hash of its own content. */
export function proofHolds(p: Proof): boolean {
  let index = p.index, last = p.size - 1
  let found = sha([0, ...utf8(p.leaf)])
  for (const sibling of p.path.map(bytes)) {
    while (last && index === last && index % 2 === 0) { index >>= 1; last >>= 1 } // no sibling on this level
    found = index % 2 ? sha([1, ...sibling, ...found]) : sha([1, ...found, ...sibling])
    index >>= 1; last >>= 1
  }
  const { day, number, previous, root, size } = p.seal
  const content = JSON.stringify({ community_id: p.community_id, day, number, previous, root, size }) // keys in their order
  return hex(found) === root && sha256(content) === p.seal.hash
}
