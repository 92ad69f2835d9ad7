/** What a purchase costs, what is missing for it, how long a voucher is good. Pure. */
import { day } from '@/core/format'
import type { Offer, VoucherState } from '@/core/types'

export const costOf = (offer: Pick<Offer, 'price_points'>, quantity: number) => offer.price_points * quantity
/** Points missing for `quantity`; 0 when there are enough. */
export const lackOf = (offer: Pick<Offer, 'price_points'>, quantity: number, have: number) => Math.max(0, costOf(offer, quantity) - have)
/** As many as are left and as can be paid, at least 1 so that the page can say why not. */
export const mostOf = (offer: Pick<Offer, 'price_points' | 'left'>, have: number) => Math.max(1, Math.min(offer.left, Math.floor(have / offer.price_points), 99))

/** A voucher ends at midnight: its last day is the one before. */
export const lastDay = (expiresAt: string) => day(new Date(Date.parse(expiresAt) - 1000).toISOString())

export type VoucherTab = 'issued' | 'used' | 'over'
/** Cancelled and expired ones share a tab: their points are back. */
export const tabOf = (state: VoucherState): VoucherTab => (state === 'issued' || state === 'used' ? state : 'over')
