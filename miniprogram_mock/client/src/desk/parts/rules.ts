/** What desks decide on their own: numbers typed in, moves that are taken back or told with a reason. Pure. */
import type { Claim, ClaimMove } from '@/core/types'

/** A whole number of at least 1, or undefined. */
export const wholeNumber = (text: string): number | undefined => (/^[1-9]\d{0,11}$/.test(text.trim()) ? Number(text.trim()) : undefined)

export const isDanger = (m: ClaimMove) => m === 'decline' || m === 'withdraw' || m === 'reject_delivery'
/** What the other side will want to know why. */
export const needsReason = (m: ClaimMove) => m === 'decline' || m === 'reject_delivery'
export const quantityOf = (c: Pick<Claim, 'quantity' | 'entry'>) => `${c.quantity} ${c.entry.quantity_unit ?? ''}`.trim()
