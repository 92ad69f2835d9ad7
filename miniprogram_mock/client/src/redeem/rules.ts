/** What a purchase costs, what is missing for it, how long a voucher is good. Pure. */
import { t } from '@/core/i18n'
import type { Offer, OfferCategory, Voucher } from '@/core/types'

export const costOf = (offer: Pick<Offer, 'price_points'>, quantity: number) => offer.price_points * quantity
/** Points missing for `quantity`; 0 when there are enough. */
export const lackOf = (offer: Pick<Offer, 'price_points'>, quantity: number, have: number) => Math.max(0, costOf(offer, quantity) - have)
/** As many as are left and as can be paid, at least 1 so that the page can say why not. */
export const mostOf = (o: Pick<Offer, 'price_points' | 'left_today' | 'member_day_cap' | 'member_month_cap'>, have: number) =>
  Math.max(1, Math.min(o.left_today, Math.floor(have / o.price_points), o.member_day_cap ?? 99, o.member_month_cap ?? 99, 99))
/** Whether it may be taken now, or the word that says why not. */
export const barOf = (o: Pick<Offer, 'state' | 'left' | 'left_today' | 'shop_open'>): 'closed' | 'paused' | 'sold' | 'today' | undefined =>
  (o.state !== 'open' ? 'closed' : !o.shop_open ? 'paused' : o.left === 0 ? 'sold' : o.left_today === 0 ? 'today' : undefined)
/** How many may still be had, or the word that says why none. */
export function stockOf(o: Pick<Offer, 'state' | 'state_name' | 'left' | 'left_today' | 'shop_open' | 'day_cap'>): string {
  const bar = barOf(o)
  if (bar) return bar === 'closed' ? o.state_name : t(bar === 'paused' ? 'shop.paused' : bar === 'sold' ? 'redeem.none' : 'shop.today.out')
  return o.day_cap === null ? t('redeem.left', { n: o.left }) : t('shop.today', { n: o.left_today })
}
export const CATEGORIES: OfferCategory[] = ['food', 'daily', 'catering', 'service', 'health', 'culture', 'other']
/** What one may have at most, in words; nothing when there is no limit. */
export const capsOf = (o: Pick<Offer, 'day_cap' | 'member_day_cap' | 'member_month_cap'>): string[] => [
  o.day_cap && t('shop.cap.day', { n: o.day_cap }), o.member_day_cap && t('shop.cap.member.day', { n: o.member_day_cap }), o.member_month_cap && t('shop.cap.member.month', { n: o.member_month_cap }),
].filter((text): text is string => !!text)

/** `大米一袋，2 份` */
export const whatOf = (v: Pick<Voucher, 'offer' | 'quantity'>) => (v.quantity > 1 ? t('redeem.times', { title: v.offer.title, n: v.quantity }) : v.offer.title)
