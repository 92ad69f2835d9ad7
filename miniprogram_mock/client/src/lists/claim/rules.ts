/** Who claims, how much is left as far as the phone knows, and whether one has to stand in line. */
import type { ApiError } from '@/core/http'
import { t } from '@/core/i18n'
import type { Entry } from '@/core/types'
import { isOpenTo, mayGrant, type Who } from '../parts/rules'

export interface Claimant { value: string; text: string; type: 'unit' | 'member' }

/** In whose name: one's units but the one that asked for it, and oneself for a neighbour's wish. */
export function claimantsOf(e: Entry, w: Who): Claimant[] {
  const units = w.contactOf.filter(u => u.id !== e.proposer.id).map(u => ({ value: u.id, text: u.name, type: 'unit' as const }))
  return mayGrant(e, w) && w.memberId ? [...units, { value: w.memberId, text: t('lists.c.me'), type: 'member' }] : units
}

export function leftAfter(error: Pick<ApiError, 'code' | 'problem'> | undefined, known: number): number {
  const told = error?.code === 'claim_exceeds_entry' ? error.problem.left : undefined
  return typeof told === 'number' ? told : known
}

/** Nothing is left, or others have the first word. */
export const mustWait = (e: Entry, as: Claimant, left: number) => left === 0 || !isOpenTo(e, as.type === 'unit' ? as.value : undefined)
/** What may be asked for at most: in line even what others hold now. */
export const mostOf = (e: Entry, left: number, waits: boolean) => (waits ? (e.quantity ?? 0) : left)
