/** What a purchase costs, what is missing for it, how long a voucher is good. Pure. */
import { t } from '@/core/i18n'
import type { Offer, Voucher } from '@/core/types'

export const costOf = (offer: Pick<Offer, 'price_points'>, quantity: number) => offer.price_points * quantity
/** Points missing for `quantity`; 0 when there are enough. */
export const lackOf = (offer: Pick<Offer, 'price_points'>, quantity: number, have: number) => Math.max(0, costOf(offer, quantity) - have)
/** As many as are left and as can be paid, at least 1 so that the page can say why not. */
export const mostOf = (offer: Pick<Offer, 'price_points' | 'left'>, have: number) => Math.max(1, Math.min(offer.left, Math.floor(have / offer.price_points), 99))
/** Whether it may be taken now, or the word that says why not. */
export const barOf = (offer: Pick<Offer, 'state' | 'left'>): 'closed' | 'sold' | undefined => (offer.state !== 'open' ? 'closed' : offer.left === 0 ? 'sold' : undefined)

/** `大米一袋，2 份` */
export const whatOf = (v: Pick<Voucher, 'offer' | 'quantity'>) => (v.quantity > 1 ? t('redeem.times', { title: v.offer.title, n: v.quantity }) : v.offer.title)
