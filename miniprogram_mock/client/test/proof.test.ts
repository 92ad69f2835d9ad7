import { expect, it } from 'vitest'
import { proofHolds } from '@/core/proof'
import { PROOFS } from './proof-sample'

it('finds every leaf of a tree where it stands', () => {
  expect(PROOFS.map(proofHolds)).toEqual(PROOFS.map(() => true))
})
it.each(PROOFS.map(p => p.index))('finds leaf %i nowhere else, nor changed, nor under another seal', i => {
  const p = PROOFS[i]
  const wrong = [
    { ...p, leaf: p.leaf.replace('香', '肥') }, { ...p, index: (i + 1) % p.size }, { ...p, path: [...p.path].reverse() }, { ...p, path: p.path.slice(1) },
    { ...p, community_id: 1 }, { ...p, seal: { ...p.seal, day: '2026-11-23' } }, { ...p, seal: { ...p.seal, previous: p.seal.root } }, { ...p, seal: { ...p.seal, hash: p.seal.root } },
  ]
  expect(wrong.map(proofHolds)).toEqual(wrong.map(() => false))
})
