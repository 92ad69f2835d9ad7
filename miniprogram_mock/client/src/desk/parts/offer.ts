/** An offer as a form holds it, and what it means: numbers typed in, caps that may be left out. Pure. */
import { t } from '@/core/i18n'
import type { Offer, OfferCategory, OfferFields } from '@/core/types'
import { wholeNumber } from '@/core/format'

const CATEGORIES: OfferCategory[] = ['food', 'daily', 'catering', 'service', 'health', 'culture', 'other']
export const CATEGORY_OPTIONS = CATEGORIES.map(value => ({ value, text: t(`shop.category.${value}`) }))
/** A voucher is good for a year at most, goods go back within 90 days. */
const MOST_DAYS = 365, MOST_REFUND_DAYS = 90
const CAPS = ['day_cap', 'member_day_cap', 'member_month_cap'] as const

export type OfferTexts = Record<Exclude<keyof OfferFields, 'photos'>, string>
export const startOf = (o?: Offer): OfferTexts => ({
  title: o?.title ?? '', text: o?.text ?? '', category: o?.category ?? 'food', price_points: o ? String(o.price_points) : '', stock: o ? String(o.stock) : '', voucher_days: String(o?.voucher_days ?? 30), refund_days: String(o?.refund_days ?? 7),
  day_cap: o?.day_cap ? String(o.day_cap) : '', member_day_cap: o?.member_day_cap ? String(o.member_day_cap) : '', member_month_cap: o?.member_month_cap ? String(o.member_month_cap) : '',
})

/** What the form says, or what is wrong with which field; stock is never below what was `sold`. */
export function readOffer(x: OfferTexts, sold = 0): { value?: Omit<OfferFields, 'photos'>; problems: Partial<Record<keyof OfferTexts, string>> } {
  const problems: Partial<Record<keyof OfferTexts, string>> = {}
  const number = (name: keyof OfferTexts, bad: string, max?: number) => {
    const n = wholeNumber(x[name], max)
    if (!n) problems[name] = bad
    return n ?? 0
  }
  const refund_days = x.refund_days.trim() === '0' ? 0 : number('refund_days', t('shop.offer.bad.refund'), MOST_REFUND_DAYS)
  const price_points = number('price_points', t('desk.offer.bad')), stock = number('stock', t('desk.offer.bad')), voucher_days = number('voucher_days', t('desk.offer.bad.days'), MOST_DAYS)
  const [day_cap, member_day_cap, member_month_cap] = CAPS.map(name => (x[name].trim() ? number(name, t('desk.offer.bad')) : null))
  if (!x.title.trim()) problems.title = t('desk.offer.bad.name')
  if (stock && stock < sold) problems.stock = t('shop.offer.below', { n: sold })
  if (Object.keys(problems).length) return { problems }
  return { value: { title: x.title.trim(), text: x.text.trim(), category: x.category as OfferCategory, price_points, stock, voucher_days, refund_days, day_cap, member_day_cap, member_month_cap }, problems }
}
