/** How a pair of communities stands, for those who set its terms. Pure. */
import type { Key } from '@/core/i18n'
import type { ClearingPair } from '@/core/types'
import type { Tone } from '@/ui'

export const CEILING_MAX = 1_000_000_000
export const stateTone = (p: Pick<ClearingPair, 'state'>): Tone => ({ open: 'ok', proposed: 'warn', invited: 'warn', paused: 'ink2', ended: 'ink2' } as const)[p.state]
/** What agreeing means now. */
export const agreeWord = (p: Pick<ClearingPair, 'state'>): Key => (p.state === 'invited' ? 'clearing.accept' : p.state === 'ended' ? 'clearing.propose' : 'clearing.change')
