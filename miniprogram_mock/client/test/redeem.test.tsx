import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import Taro from '@tarojs/taro'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { message, question } from '@/core/dialogs'
import { forgetSession, online, outbox, setPrefs, width } from '@/core/store'
import { clearCache } from '@/core/cache'
import type { Coverage, Voucher } from '@/core/types'
import CoveragePage from '@/redeem/coverage/index'
import OfferPage from '@/redeem/offer/index'
import OffersPage from '@/redeem/offers/index'
import { lastDay } from '@/core/format'
import { barOf, lackOf, mostOf } from '@/redeem/rules'
import VoucherPage from '@/redeem/voucher/index'
import VouchersPage from '@/redeem/vouchers/index'
import { answer, calls, CID, lastCall, noNetwork, refuse, signInAs, startClock } from './api'
import { offer } from './offer-sample'
import { params } from './taro-mock'

const C = `/communities/${CID}`
const page = (items: unknown[]) => ({ items, next_cursor: null })
const SHOP = { id: 'u-1', name: '惠民粮油店' }
const voucher = (more: object = {}): Voucher => ({
  id: 'v-1', number: '券-000001', offer: { id: 'o-1', title: '香皂一块', unit: SHOP }, quantity: 1, points: 10, state: 'issued', state_name: '待使用', token: 'tok', qr: 'sangong:voucher:tok', pin: '012345', works_offline: true, left: 1, shops: [SHOP],
  expires_at: '2026-12-23T16:00:00Z', used_at: null, created_at: '2026-11-23T06:00:00Z', moves: [{ move: 'cancel', name: '取消并退回积分' }], ...more,
}) as Voucher
const books = (available: number) => ({ books: [{ book: 'point', name: '积分', unit: 'point', balance: available, available, lines: page([]) }] })
const open = (p: Record<string, string>) => { Object.keys(params).forEach(k => delete params[k]); Object.assign(params, p) }
const agree = () => waitFor(() => expect(question.get()).toBeTruthy()).then(() => question.get()!.answer(true))
const tap = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }))

beforeEach(async () => {
  forgetSession(); clearCache(); setPrefs({ elder: false, dark: 'light', k: 0 }); online.set(true); width.set(390)
  outbox.snapshot().forEach(p => outbox.forget(p.key))
  question.set(undefined); message.set(undefined); vi.clearAllMocks(); open({})
  startClock('2026-11-23T06:00:00Z')
  await signInAs()
})
afterEach(() => { cleanup(); vi.useRealTimers() })

describe('the rules of exchange', () => {
  it('counts what is missing and how many one can take', () => {
    expect(lackOf(offer({ price_points: 44 }), 2, 46)).toBe(42)
    expect(lackOf(offer(), 2, 46)).toBe(0)
    expect(mostOf(offer(), 46)).toBe(4)
    expect(mostOf(offer({ left: 2, left_today: 2 }), 46)).toBe(2)
    expect(mostOf(offer({ member_month_cap: 3 }), 460)).toBe(3)
    expect(mostOf(offer(), 3)).toBe(1)
  })
  it('names why it cannot be taken, and the last day of a voucher', () => {
    expect([barOf(offer()), barOf(offer({ left: 0 })), barOf(offer({ state: 'paused' })), barOf(offer({ shop_open: false })), barOf(offer({ left_today: 0 }))]).toEqual([undefined, 'sold', 'closed', 'paused', 'today'])
    expect(lastDay('2026-12-23T16:00:00Z')).toBe('12月23日 周三')
  })
})

describe('offers', () => {
  it('says what I have and what each costs or lacks', async () => {
    answer({ [`GET ${C}/offers`]: page([offer(), offer({ id: 'o-2', title: '卷纸一提', price_points: 75 }), offer({ id: 'o-3', title: '鸡蛋一盒', left: 0 })]), [`GET ${C}/passbook`]: books(46) })
    render(<OffersPage />)
    expect(await screen.findByText('您有 46 积分')).toBeTruthy()
    await waitFor(() => expect(screen.getByRole('button', { name: /卷纸一提/ }).textContent).toContain('还差 29 积分'))
    expect(screen.getByRole('button', { name: /鸡蛋一盒/ }).textContent).toContain('已兑完')
    await tap(/香皂一块/)
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/redeem/offer/index?id=o-1' })
  })
})

describe('an offer', () => {
  beforeEach(() => open({ id: 'o-1' }))
  it('is exchanged at the price shown, and the voucher opens', async () => {
    answer({ [`GET ${C}/offers/o-1`]: offer(), [`GET ${C}/passbook`]: books(46), [`POST ${C}/vouchers`]: voucher() })
    render(<OfferPage />)
    await tap('增加要几份')
    expect(screen.getByText('您有 46 积分', { exact: false }).textContent).toBe('您有 46 积分，换后还有 26 积分')
    await tap('用 20 积分兑换'); await agree()
    await waitFor(() => expect(Taro.redirectTo).toHaveBeenCalledWith({ url: '/redeem/voucher/index?id=v-1' }))
    expect(lastCall(`${C}/vouchers`)!.body).toEqual({ offer: 'o-1', quantity: 2, price_points: 10 })
    expect(lastCall(`${C}/vouchers`)!.header['Idempotency-Key']).toMatch(/^[\w-]{8,64}$/)
  })
  it.each([
    ['price_changed', {}, '价格刚变了，请看过新价格再兑换。'],
    ['insufficient_points', { available: 26, needed: 30 }, '积分不够：现有 26 积分，需要 30 积分。'],
    ['sold_out', {}, '已经兑完，换一样看看'],
  ])('keeps the refusal %s on the page in words, and asks for the offer again', async (code, more, words) => {
    answer({ [`GET ${C}/offers/o-1`]: offer(), [`GET ${C}/passbook`]: books(46), [`POST ${C}/vouchers`]: refuse(409, code, '已经兑完，换一样看看', more) })
    render(<OfferPage />)
    await tap('用 10 积分兑换'); await agree()
    await waitFor(() => expect(screen.getAllByRole('alert').map(a => a.textContent)).toEqual([words]))
    await waitFor(() => expect(calls.filter(c => c.path === `${C}/offers/o-1`)).toHaveLength(2))
    expect(Taro.redirectTo).not.toHaveBeenCalled()
  })
  it('shows who lacks points the way to some, and who comes too late that it is gone', async () => {
    answer({ [`GET ${C}/offers/o-1`]: offer(), [`GET ${C}/passbook`]: books(4) })
    const { unmount } = render(<OfferPage />)
    await tap('积分不够，去看看活动')
    expect(Taro.switchTab).toHaveBeenCalledWith({ url: '/pages/act/index' })
    unmount(); clearCache()
    answer({ [`GET ${C}/offers/o-1`]: offer({ left: 0 }), [`GET ${C}/passbook`]: books(46) })
    render(<OfferPage />)
    expect((await screen.findByRole('button', { name: '已兑完' }) as HTMLButtonElement).disabled).toBe(true)
  })
})

describe('a voucher', () => {
  beforeEach(() => open({ id: 'v-1' }))
  it('shows its code and its text, and looks by itself whether the shop has taken it', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true })
    let state = voucher()
    answer({ [`GET ${C}/vouchers/v-1`]: () => state })
    render(<VoucherPage />)
    expect(await screen.findByRole('img', { name: '兑换券的二维码，编号 券-000001' })).toBeTruthy()
    expect([screen.getByText('012 345'), screen.getByText('券号').nextSibling?.textContent]).toEqual([expect.anything(), '1'])
    state = voucher({ state: 'used', token: null, qr: null, used_at: '2026-11-23T06:54:00Z', moves: [] })
    await vi.advanceTimersByTimeAsync(5100)
    expect(await screen.findByText('已领取')).toBeTruthy()
    expect(screen.queryByRole('button', { name: '不要了，退回积分' })).toBeNull()
  })
  it('marks the pieces left, names every shop, and holds its code still while nothing was taken', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true })
    const other = { id: 'u-9', name: '便民早点铺' }
    let state = voucher({ quantity: 3, left: 2, shops: [SHOP, other] })
    answer({ [`GET ${C}/vouchers/v-1`]: () => state })
    render(<VoucherPage />)
    expect((await screen.findByRole('img', { name: '3 份里还有 2 份没用' })).querySelectorAll('.on')).toHaveLength(2)
    expect(screen.getByText('惠民粮油店、便民早点铺')).toBeTruthy()
    const drawn = () => screen.getByRole('img', { name: /二维码/ }).innerHTML
    const before = drawn()
    state = voucher({ quantity: 3, left: 2, shops: [SHOP], qr: 'sangong:voucher:signed-anew' })
    await vi.advanceTimersByTimeAsync(5100)
    expect(drawn()).toBe(before)
    state = voucher({ quantity: 3, left: 1, shops: [SHOP], qr: 'sangong:voucher:after-a-use' })
    await vi.advanceTimersByTimeAsync(5100)
    expect(await screen.findByText('还有 1 份，共 3 份')).toBeTruthy()
    expect(drawn()).not.toBe(before)
  })
  it('works without a network and says since when; past its last day it shows no code', async () => {
    answer({ [`GET ${C}/vouchers/v-1`]: voucher() })
    const first = render(<VoucherPage />)
    await screen.findByText('012 345'); first.unmount()
    answer({ [`GET ${C}/vouchers/v-1`]: noNetwork })
    const second = render(<VoucherPage />)
    expect(await screen.findByText('没有网络，显示的是 14:00 的码，照样能用')).toBeTruthy()
    expect(screen.getByRole('img', { name: /二维码/ })).toBeTruthy()
    second.unmount()
    startClock('2026-12-24T06:00:00Z')
    render(<VoucherPage />)
    expect(await screen.findByText('已过期，积分待退回')).toBeTruthy()
    expect(screen.queryByRole('img', { name: /二维码/ })).toBeNull()
  })
  it('leads a holder whose code needs a network to where they can be heard', async () => {
    answer({ [`GET ${C}/vouchers/v-1`]: voucher({ works_offline: false }) })
    render(<VoucherPage />)
    await tap(/社区想听听您的情况/)
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/desk/flags/index' })
  })
  it('is given back only after a question', async () => {
    answer({ [`GET ${C}/vouchers/v-1`]: voucher(), [`POST ${C}/vouchers/v-1/moves`]: voucher({ state: 'cancelled', token: null, qr: null, moves: [] }) })
    render(<VoucherPage />)
    await tap('不要了，退回积分')
    await waitFor(() => expect(question.get()?.text).toBe('10 积分 马上退回存折，这张券作废。'))
    question.get()!.answer(false)
    expect(lastCall(`${C}/vouchers/v-1/moves`)).toBeUndefined()
    await tap('不要了，退回积分'); await agree()
    expect(await screen.findByText('已退券，积分回到存折')).toBeTruthy()
  })
  it('stays what it was when it cannot be given back any more', async () => {
    answer({ [`GET ${C}/vouchers/v-1`]: voucher(), [`POST ${C}/vouchers/v-1/moves`]: refuse(409, 'voucher_used', '这张兑换券已经用过') })
    render(<VoucherPage />)
    await tap('不要了，退回积分'); await agree()
    await waitFor(() => expect(message.get()?.text).toContain('这张兑换券已经用过'))
    expect(screen.getByText('到店给店员看这个码')).toBeTruthy()
  })
})

it('lists vouchers by what became of them, asked of the server', async () => {
  answer({ [`GET ${C}/vouchers/mine`]: (c: { query: string }) => page(c.query.includes('state=expired') ? [] : [voucher({ quantity: 2 })]) })
  render(<VouchersPage />)
  expect((await screen.findByRole('button', { name: /香皂一块，2 份/ })).textContent).toContain('用到 12月23日 周三')
  fireEvent.click(screen.getByRole('tab', { name: '过期' }))
  expect(await screen.findByText('没有过期的券。过期没领的，积分自动退回存折。')).toBeTruthy()
  expect(lastCall(`${C}/vouchers/mine`)!.query).toBe('state=expired')
})

it('draws the balance of points so that it adds up, and says what waits for goods', async () => {
  const all: Coverage = { pledged: 5300, lapsed: 300, backing: 4862, members: 126, pool: 0, vouchers: 2, merchants: 10, reserve: 0, fulfilled: 0, clearing: 0, coverage_percent: 100, awaiting_backing_records: 3 }
  answer({ [`GET ${C}/coverage`]: all })
  render(<CoveragePage />)
  expect(await screen.findByText('居民的 128 积分，都有货品等着换。')).toBeTruthy()
  expect(screen.getByText('−300 积分')).toBeTruthy()
  expect(screen.getByText('合计，与上面相等').closest('.row')!.textContent).toContain('5,000 积分')
  expect(screen.getByText(/有 3 条记录在等货品支持/)).toBeTruthy()
  expect(screen.queryByText('公益池')).toBeNull()
})
