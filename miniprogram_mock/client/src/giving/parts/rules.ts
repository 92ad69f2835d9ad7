/** What giving decides on the phone: steps of an amount, money as typed, why no gift can be made. Pure. */
import { fen, number } from '@/core/format'
import { t } from '@/core/i18n'
import type { FundDonation, FundUse, GiftTerms, GoodsRef, KinTie } from '@/core/types'

export const HALF = 30, HOUR = 60

/** The amount after a step: never above what there is, never below nothing. */
export const stepped = (now: number, step: number, most: number) => Math.max(0, Math.min(most, now + step))

/** Why nothing can be given here, in words; undefined where something can. */
export function barOf(terms: GiftTerms): string | undefined {
  if (!terms.gift_to) return terms.rule ? t('giving.gift.no.rule', { rule: terms.rule }) : t('giving.gift.no.pack')
  return terms.is_adult ? undefined : t('giving.gift.no.minor')
}
/** Whether the rules let this one receive. */
export const mayReceive = (terms: GiftTerms, tie: KinTie) => terms.relations.includes(tie.relation)

/** `12.5` → 1250 fen; undefined for what is no sum of money above nothing. */
export function fenOf(text: string): number | undefined {
  const found = /^(\d{1,7})(?:\.(\d{1,2}))?$/.exec(text.trim())
  const n = found ? Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0')) : 0
  return n || undefined
}

/** `20 千克` or `500 元` */
export const quantity = (n: number, goods: Pick<GoodsRef, 'unit'> | null) => (goods ? `${number(n)} ${goods.unit}` : `${n < 0 ? '−' : ''}${fen(Math.abs(n))}`)
/** `大米 20 千克` or `500 元` */
export const whatOf = (d: Pick<FundDonation | FundUse, 'amount' | 'goods'>) => (d.goods ? `${d.goods.what} ${quantity(d.amount, d.goods)}` : quantity(d.amount, null))

/** What became of a donation: not yet, so much of it, all of it. */
export function fateOf(d: Pick<FundDonation, 'amount' | 'used' | 'goods'>) {
  if (!d.used) return t('giving.fund.kept')
  return d.used < d.amount ? t('giving.fund.partly', { n: quantity(d.used, d.goods) }) : t('giving.fund.whole')
}
