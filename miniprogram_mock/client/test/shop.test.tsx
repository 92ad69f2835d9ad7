import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import Taro from '@tarojs/taro'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { clearCache } from '@/core/cache'
import { question } from '@/core/dialogs'
import { forgetSession, online, outbox, setPrefs, width } from '@/core/store'
import type { Merchant, Offer, RefundRequest, Statement, Taken } from '@/core/types'
import ClerksPage from '@/desk/clerks/index'
import OfferNewPage from '@/desk/offer-new/index'
import ShopApplyPage from '@/desk/shop-apply/index'
import ShopPage from '@/desk/shop/index'
import StaffMerchantsPage from '@/desk/staff-merchants/index'
import StatementPage from '@/desk/statement/index'
import StatementsPage, { monthAfter } from '@/desk/statements/index'
import OfferPage from '@/redeem/offer/index'
import OffersPage from '@/redeem/offers/index'
import RefundPage from '@/redeem/refund/index'
import { answer, calls, CID, lastCall, refuse, signInAs, startClock } from './api'
import { params } from './taro-mock'

const C = `/communities/${CID}`
const page = (items: unknown[]) => ({ items, next_cursor: null })
const SHOP = { id: 'u-1', name: '惠民粮油店' }
const offer = (more: object = {}): Offer => ({
  id: 'o-1', unit: SHOP, title: '香皂一块', text: '任选香型', category: 'daily', category_name: '日用百货', photos: [], price_points: 10, stock: 120, sold: 5, left: 115, sold_today: 2, left_today: 8, day_cap: 10, member_day_cap: null, member_month_cap: 2,
  voucher_days: 30, refund_days: 7, state: 'open', state_name: '可兑换', shop_open: true, pledge_id: 'p-1', version: 4, moves: [{ move: 'pause', name: '暂停' }], ...more,
}) as Offer
const request = (more: object = {}): RefundRequest => ({
  id: 'q-1', redemption_id: 'r-1', unit: SHOP, voucher_number: '券-000001', title: '香皂一块', holder_name: '李*', quantity: 1, reason: 'quality', reason_name: '质量有问题', text: '碎了', state: 'open', state_name: '等商户答复', answer: '',
  answer_due_at: '2026-11-26T16:00:00Z', answered_at: null, created_at: '2026-11-23T05:00:00Z', moves: [{ move: 'refund', name: '同意退货' }, { move: 'decline', name: '不同意' }], ...more,
}) as RefundRequest
const taken = (more: object = {}): Taken => ({
  id: 'r-1', unit: SHOP, voucher_id: 'v-1', voucher_number: '券-000001', title: '香皂一块', quantity: 3, points: 100, holder_name: '李阿姨', at: '2026-11-23T05:00:00Z', refunded: 0, left: 3, points_left: 100, refund_until: '2026-11-30T16:00:00Z',
  can_ask: false, can_refund: false, refunds: [], requests: [], ...more,
})
const merchant = (more: object = {}): Merchant => ({ unit: SHOP, address: '和平路1号', hours: '每天', sells: '粮油', state: 'active', state_name: '营业中', licence: '91310107MA1G0XX00Y', photos: [], is_checked: true, applied_at: '2026-11-01T06:00:00Z', history: [], moves: [], ...more })
const statement = (more: object = {}): Statement => ({
  merchant: SHOP, date: '2026-11-22', number: '结-000003', opening: 0, redeemed: 150, refunds: 50, corrections: 0, closing: 100, fulfilled: 100, total: 100, count: 2, state: 'made', state_name: '待确认', notes: [],
  lines: [{ at: '2026-11-22T05:00:00Z', voucher_number: '券-000001', title: '香皂一块', quantity: 15, points: 150 }, { at: '2026-11-22T06:00:00Z', voucher_number: '券-000001', title: '退货：香皂一块', quantity: -5, points: -50 }],
  moves: [{ move: 'confirm', name: '核对无误，确认' }, { move: 'object', name: '对不上，提异议' }], ...more,
}) as Statement
const books = { books: [{ book: 'point', name: '积分', unit: 'point', balance: 46, available: 46, lines: page([]) }] }
const open = (p: Record<string, string>) => { Object.keys(params).forEach(k => delete params[k]); Object.assign(params, p) }
const agree = () => waitFor(() => expect(question.get()).toBeTruthy()).then(() => question.get()!.answer(true))
const tap = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }))
const inSheet = (text: string) => fireEvent.click(screen.getAllByText(text, { selector: 'button' }).at(-1)!)
const type = (label: RegExp, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } })

beforeEach(async () => {
  forgetSession(); clearCache(); setPrefs({ elder: false, dark: 'light', k: 0 }); online.set(true); width.set(390)
  outbox.snapshot().forEach(p => outbox.forget(p.key))
  question.set(undefined); vi.clearAllMocks(); open({})
  startClock('2026-11-23T06:00:00Z')
  await signInAs({ roles: ['member'], units: [{ ...SHOP, kind: 'merchant', role: 'contact' }] } as never)
})
afterEach(() => { cleanup(); vi.useRealTimers() })

describe('finding what one can have', () => {
  it('asks the server for what the chips say, and says so when nothing fits', async () => {
    answer({ [`GET ${C}/offers`]: (c: { query: string }) => page(c.query.includes('category=health') ? [] : [offer()]), [`GET ${C}/passbook`]: books })
    render(<OffersPage />)
    await screen.findByText(/今天还有 8 份/)
    await tap('我换得起'); await tap('积分少的在前'); await tap('健康护理')
    await screen.findByText('没有符合的，换个条件看看。')
    const asked = new URLSearchParams(calls.filter(c => c.path === `${C}/offers`).at(-1)!.query)
    expect([asked.get('affordable'), asked.get('sort'), asked.get('category')]).toEqual(['true', 'cheapest', 'health'])
    await tap('不筛选')
    expect(await screen.findByText('香皂一块')).toBeTruthy()
  })
  it('looks for a word, says when nothing has it, and shows everything again', async () => {
    answer({ [`GET ${C}/offers`]: (c: { query: string }) => page(new URLSearchParams(c.query).get('text') === '冰箱' ? [] : [offer()]), [`GET ${C}/passbook`]: books })
    render(<OffersPage />)
    await screen.findByText('香皂一块')
    type(/想换什么/, ' 冰箱 '); await tap('查找')
    await screen.findByText('没有找到“冰箱”，换个说法看看。')
    await tap('不筛选')
    expect(await screen.findByText('香皂一块')).toBeTruthy()
    expect((screen.getByLabelText(/想换什么/) as HTMLInputElement).value).toBe('')
  })
  it('names the limits, and when it is possible again', async () => {
    open({ id: 'o-1' })
    answer({ [`GET ${C}/offers/o-1`]: offer(), [`GET ${C}/offers/o-1/prices`]: { items: [{ price_points: 10, refund_days: 7, from_at: '2026-11-20T06:00:00Z', to_at: null }, { price_points: 12, refund_days: 7, from_at: '2026-11-01T06:00:00Z', to_at: '2026-11-20T06:00:00Z' }] }, [`GET ${C}/passbook`]: books, [`POST ${C}/vouchers`]: refuse(409, 'member_cap_reached', '您已达到每人限兑的数量', { detail: '每人每月限兑2份，您已兑2份', again_at: '2026-11-30T16:00:00Z' }) })
    render(<OfferPage />)
    expect(await screen.findByText('每天一共 10 份，每人每月 2 份')).toBeTruthy()
    expect(await screen.findByText('11月1日 到 11月20日')).toBeTruthy()
    await tap('用 10 积分兑换'); await agree()
    expect((await screen.findByRole('alert')).textContent).toMatch(/^每人每月限兑2份，您已兑2份。12月1日.*以后可以再兑。$/)
  })
})

describe('giving back', () => {
  beforeEach(() => open({ id: 'r-1' }))
  it('a holder asks with a reason, once', async () => {
    let now = taken({ can_ask: true })
    answer({ [`GET ${C}/redemptions/r-1`]: () => now, [`POST ${C}/redemptions/r-1/refund-requests`]: () => { now = taken({ can_ask: true, requests: [request({ moves: [{ move: 'withdraw', name: '撤回申请' }] })] }); return now.requests[0] } })
    render(<RefundPage />)
    expect(await screen.findByText('还能退 3 份，合 100 积分')).toBeTruthy()
    await tap('申请退货')
    expect(screen.getByRole('alert').textContent).toBe('请选原因')
    fireEvent.click(screen.getByLabelText('质量有问题')); await tap('申请退货')
    await waitFor(() => expect(lastCall(`${C}/redemptions/r-1/refund-requests`)!.body).toEqual({ quantity: 1, reason: 'quality' }))
    expect(await screen.findByText('等商户答复')).toBeTruthy()
    expect(screen.queryByRole('button', { name: '申请退货' })).toBeNull()
  })
  it('the shop gives back pieces, told what they are worth', async () => {
    answer({ [`GET ${C}/redemptions/r-1`]: taken({ can_refund: true }), [`POST ${C}/redemptions/r-1/refunds`]: taken() })
    render(<RefundPage />)
    fireEvent.click(await screen.findByLabelText('没有用上'))
    await tap('退货，退回 33 积分'); await agree()
    await waitFor(() => expect(lastCall(`${C}/redemptions/r-1/refunds`)!.body).toEqual({ quantity: 1, reason: 'unneeded' }))
  })
  it('a refusal needs its reason', async () => {
    answer({ [`GET ${C}/redemptions/r-1`]: taken({ requests: [request()] }), [`POST ${C}/refund-requests/q-1/moves`]: request({ state: 'declined', state_name: '未同意', moves: [] }) })
    render(<RefundPage />)
    await tap('不同意，香皂一块'); inSheet('不同意退货')
    expect(calls.some(c => c.path.endsWith('/moves'))).toBe(false)
    type(/为什么不同意/, '已经用过'); inSheet('不同意退货')
    await waitFor(() => expect(lastCall(`${C}/refund-requests/q-1/moves`)!.body).toEqual({ move: 'decline', text: '已经用过' }))
  })
  it('says why nothing goes back any more', async () => {
    answer({ [`GET ${C}/redemptions/r-1`]: taken({ refund_until: null }) })
    render(<RefundPage />)
    expect(await screen.findByText('不能退了：这件商品领走后不退。')).toBeTruthy()
  })
})

describe('the shop', () => {
  it('edits on the version that was seen, and shows a newer one instead of losing it', async () => {
    open({ id: 'o-1' })
    let now = offer()
    answer({ [`GET ${C}/offers/o-1`]: () => now, [`PATCH ${C}/offers/o-1`]: refuse(412, 'version_conflict', '内容已被别人更新，请刷新后再改') })
    render(<OfferNewPage />)
    await screen.findByDisplayValue('香皂一块')
    type(/一共几份/, '4'); await tap('保存')
    expect(screen.getByText('已兑出 5 份，库存不能比这少')).toBeTruthy()
    type(/一共几份/, '200'); now = offer({ version: 5, title: '香皂两块' }); await tap('保存')
    await screen.findByText('别人刚改过这件商品，已换成最新的，请看清再改。')
    expect(screen.getByDisplayValue('香皂两块')).toBeTruthy()
    expect(calls.filter(c => c.method === 'PATCH').at(-1)!.header['If-Match']).toBe('"4"')
  })
  it('applies with a licence of 18 characters', async () => {
    open({ unit_id: 'u-1' }); answer({ [`POST ${C}/merchants`]: merchant({ state: 'applied' }) })
    render(<ShopApplyPage />)
    await tap('提交申请')
    expect(screen.getAllByRole('alert').map(a => a.textContent)).toEqual(['请填执照上的 18 位号码', '请填写', '请填写', '请填写'])
    type(/统一社会信用代码/, '91310107ma1g0xx00y'); type(/^地址/, '和平路1号'); type(/^营业时间/, '每天'); type(/卖什么/, '粮油'); await tap('提交申请')
    await waitFor(() => expect(lastCall(`${C}/merchants`)!.body).toEqual({ unit_id: 'u-1', licence: '91310107MA1G0XX00Y', address: '和平路1号', hours: '每天', sells: '粮油', photos: [] }))
    await waitFor(() => expect(Taro.redirectTo).toHaveBeenCalledWith({ url: '/desk/shop/index?id=u-1' }))
  })
  it('closes only with a reason', async () => {
    open({ id: 'u-1' }); answer({ [`GET ${C}/merchants/u-1`]: merchant({ moves: [{ move: 'close', name: '停业' }] }), [`POST ${C}/merchants/u-1/moves`]: merchant({ state: 'closed', state_name: '已停业' }) })
    render(<ShopPage />)
    await tap('停业，惠民粮油店'); inSheet('停业')
    expect(calls.some(c => c.path.endsWith('/moves'))).toBe(false)
    type(/停业后商品全部结束/, '租约到期'); inSheet('停业')
    await waitFor(() => expect(lastCall(`${C}/merchants/u-1/moves`)!.body).toEqual({ move: 'close', note: '租约到期' }))
  })
  it('adds a clerk by the code on their phone, and takes one out after a question', async () => {
    open({ unit_id: 'u-1' })
    const clerk = { id: 'e-1', unit: SHOP, member: { id: 'm-9', name: '周店员' }, role: 'clerk', state: 'confirmed', state_name: '已确认', moves: [{ move: 'remove', name: '移除' }] }
    answer({ [`GET ${C}/units/u-1/employees`]: page([clerk, { ...clerk, id: 'e-2', role: 'contact' }]), [`POST ${C}/units/u-1/employees`]: clerk, [`POST ${C}/employments/e-1/moves`]: { ...clerk, state_name: '已结束' } })
    render(<ClerksPage />)
    expect((await screen.findAllByText('周店员')).length).toBe(1)
    await tap('添一位店员'); type(/对方的编号/, 'abc'); inSheet('添为店员')
    expect(screen.getByText('编号不对，请对方重新复制')).toBeTruthy()
    type(/对方的编号/, ' 01A22C87-0AD1-777D-94D0-4882C8F339CF '); inSheet('添为店员')
    await waitFor(() => expect(lastCall(`${C}/units/u-1/employees`)!.body).toEqual({ member_id: '01a22c87-0ad1-777d-94d0-4882c8f339cf', role: 'clerk' }))
    await tap('移除，周店员'); await agree()
    await waitFor(() => expect(lastCall(`${C}/employments/e-1/moves`)!.body).toEqual({ move: 'remove' }))
  })
})

describe('days', () => {
  it('a month adds up and leads to each day', async () => {
    open({ unit_id: 'u-1' }); answer({ [`GET ${C}/merchants/u-1/months/2026-11`]: { merchant: SHOP, month: '2026-11', days: [statement()], sums: { redeemed: 150, refunds: 50, corrections: 0, fulfilled: 100 } } })
    render(<StatementsPage />)
    expect(await screen.findByText('核销 150 积分，退货 50 积分')).toBeTruthy()
    await tap(/11月22日/)
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/desk/statement/index?unit_id=u-1&date=2026-11-22' })
    expect([monthAfter('2026-01', -1), monthAfter('2026-12', 1), monthAfter('2026-11', -1)]).toEqual(['2025-12', '2027-01', '2026-10'])
  })
  it('a day is confirmed, or objected to in words', async () => {
    open({ unit_id: 'u-1', date: '2026-11-22' })
    answer({ [`GET ${C}/merchants/u-1/statements/2026-11-22`]: statement(), [`POST ${C}/merchants/u-1/statements/2026-11-22/moves`]: statement({ state: 'objected', state_name: '有异议', notes: [{ what: 'object', text: '少了一笔', at: '2026-11-23T06:00:00Z', by: '陈掌柜' }], moves: [] }) })
    render(<StatementPage />)
    expect((await screen.findByText('当天退货')).closest('.row')!.textContent).toContain('−50 积分')
    await tap('对不上，提异议'); type(/哪里对不上/, '少了一笔'); inSheet('对不上，提异议')
    await waitFor(() => expect(lastCall(`${C}/merchants/u-1/statements/2026-11-22/moves`)!.body).toEqual({ move: 'object', text: '少了一笔' }))
    expect(await screen.findByText('陈掌柜提出异议：少了一笔')).toBeTruthy()
  })
})

describe('the desk', () => {
  it('sees what shops object to, whether it was answered, and opens the statement', async () => {
    open({ view: 'objected' })
    const of = (more: object) => ({ merchant: SHOP, date: '2026-11-22', number: '结-000003', text: '少了一笔', by: '陈掌柜', at: '2026-11-23T00:00:00Z', state: 'objected', state_name: '有异议', answer: null, ...more })
    answer({ [`GET ${C}/statement-objections`]: page([of({}), of({ date: '2026-11-20', number: '结-000001', at: '2026-11-21T00:00:00Z', state: 'replied', state_name: '异议已答复', answer: '已更正' })]) })
    render(<StaffMerchantsPage />)
    const rows = await screen.findAllByRole('button', { name: /少了一笔/ })
    expect(rows.map(r => r.textContent)).toEqual([expect.stringMatching(/11月22日.*少了一笔.*有异议/), expect.stringMatching(/少了一笔 · 已答复：已更正.*异议已答复/)])
    fireEvent.click(rows[0])
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/desk/statement/index?unit_id=u-1&date=2026-11-22' })
  })
})
