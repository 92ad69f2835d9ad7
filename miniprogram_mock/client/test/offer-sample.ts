/** A thing on offer as the server shows it; typed, so that no test keeps an older shape. */
import type { Offer } from '@/core/types'

export const offer = (more: Partial<Offer> = {}): Offer => ({
  id: 'o-1', unit: { id: 'u-1', name: '惠民粮油店' }, title: '香皂一块', text: '任选香型', price_points: 10, stock: 120, sold: 0, left: 120, left_today: 120, 
  category: 'daily', category_name: '日用百货', photos: [], refund_days: 7,
  sold_today: 0, day_cap: null, member_day_cap: null, member_month_cap: null, shop_open: true, voucher_days: 30, state: 'open', state_name: '可兑换', pledge_id: 'p-1', version: 1, moves: [], ...more,
})
