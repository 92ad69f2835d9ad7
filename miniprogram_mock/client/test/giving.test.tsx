import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import Taro from '@tarojs/taro'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { message, question } from '@/core/dialogs'
import { forgetSession, online, outbox, setPrefs, width } from '@/core/store'
import { clearCache } from '@/core/cache'
import type { Entitlement, Fund, FundDonation, GiftTerms, KinTie, Pool } from '@/core/types'
import DonatePage from '@/giving/donate/index'
import DonationPage from '@/giving/donation/index'
import EntitlementsPage from '@/giving/entitlements/index'
import FundPage from '@/giving/fund/index'
import GiftPage from '@/giving/gift/index'
import KinPage from '@/giving/kin/index'
import { barOf, fateOf, fenOf, stepped, whatOf } from '@/giving/parts/rules'
import PoolPage from '@/giving/pool/index'
import RecordPage from '@/giving/record/index'
import UsePage from '@/giving/use/index'
import { answer, CID, lastCall, refuse, signInAs, startClock } from './api'
import { params } from './taro-mock'

const C = `/communities/${CID}`
const page = (items: unknown[]) => ({ items, next_cursor: null })
const DAUGHTER = { id: 'm-2', name: '林小芳' }, BROTHER = { id: 'm-3', name: '周大哥' }
const tie = (more: object = {}): KinTie => ({ id: 't-1', member: DAUGHTER, relation: 'child', relation_name: '子女', state: 'confirmed', state_name: '双方已确认', proposed_by_me: true, created_at: '2026-11-01T01:00:00Z', moves: [{ move: 'end', name: '解除关系' }], ...more }) as KinTie
const terms = (more: object = {}): GiftTerms => ({ may_give: true, gift_to: 'kin_and_friends', gift_to_name: '亲友', relations: ['child', 'sibling', 'friend'], is_adult: true, rule: '上海沪助养老时光汇（2026）', sources: [], available_minutes: 150, giveable_minutes: 120, ...more }) as GiftTerms
const gift = { id: 'g-1', giver: { id: 'm-1', name: '陈阿姨' }, receiver: DAUGHTER, mine: true, minutes: 90, message: '', given_at: '2026-11-23T06:00:00Z' }
const pool: Pool = {
  from: '2026-01-01', to: '2026-11-23',
  books: [
    { book: 'TIME', balance: 230, available: 230, opening: 60, came_in: [{ kind: 'donate', name: '居民捐赠', count: 2, amount: 300 }], went_out: [{ kind: 'grant', name: '发放给困难居民', count: 1, amount: 130 }], closing: 230 },
    { book: 'POINT', balance: 0, available: 0, opening: 0, came_in: [], went_out: [], closing: 0 },
  ],
  grants: [{ month: '2026-11-01', ground: 'alone_80', ground_name: '80岁以上空巢独居老人', count: 1, minutes: 130 }],
}
const fund = (more: object = {}): Fund => ({ id: 'f-1', name: '助老基金', purpose: '给独居老人添置用品', keeper_name: '社区慈善会', opened_at: '2026-10-01T01:00:00Z', donations: 1, money: { received: 50_000, used: 30_000, left: 20_000 }, goods: [{ id: 'x-1', what: '大米', unit: '千克', received: 150, used: 100, left: 50 }], may_record: true, may_acknowledge: false, ...more }) as Fund
const donation = (more: object = {}): FundDonation => ({ id: 'd-1', number: null, fund: { id: 'f-1', name: '助老基金' }, goods: null, amount: 50_000, used: 0, estimated_fen: null, donor_name: '吴国强', anonymous: false, mine: false, received_on: '2026-11-20', evidence: '收据0012', photos: [], state: 'recorded', state_name: '等保管方确认收到', decision_note: '', acknowledged_at: null, moves: [{ move: 'acknowledge', name: '确认收到' }, { move: 'reject', name: '没有收到' }], ...more }) as FundDonation
const entitlement = (more: object = {}): Entitlement => ({ id: 'e-1', member: { id: 'm-9', name: '郑奶奶' }, ground: 'alone_80', ground_name: '80岁以上空巢独居老人', note: '', monthly_minutes: 120, given_this_month: 60, automatic: true, valid_to: '2027-05-31', state: 'approved', state_name: '已批准', proposed_by: { id: 'm-4', name: '孙社工' }, decided_by: { id: 'm-5', name: '高书记' }, decision_note: '', created_at: '2026-11-01T01:00:00Z', moves: [{ move: 'end', name: '结束资格' }], ...more }) as Entitlement
const books = (time: number, point: number) => ({ books: [{ book: 'time', name: '时间币', unit: 'minute', balance: time, available: time, lines: page([]) }, { book: 'point', name: '积分', unit: 'point', balance: point, available: point, lines: page([]) }] })
const open = (p: Record<string, string>) => { Object.keys(params).forEach(k => delete params[k]); Object.assign(params, p) }
const agree = () => waitFor(() => expect(question.get()).toBeTruthy()).then(() => question.get()!.answer(true))
/** jsdom leaves what is in a sheet hidden. */
const tap = async (name: string | RegExp) => fireEvent.click((await screen.findAllByRole('button', { name, hidden: true })).at(-1)!)

beforeEach(async () => {
  forgetSession(); clearCache(); setPrefs({ elder: false, dark: 'light', k: 0 }); online.set(true); width.set(390)
  outbox.snapshot().forEach(p => outbox.forget(p.key))
  question.set(undefined); message.set(undefined); vi.clearAllMocks(); open({})
  startClock('2026-11-23T06:00:00Z')
  await signInAs()
})
afterEach(cleanup)

describe('the rules of giving', () => {
  it('keeps steps within what there is', () => {
    expect([stepped(60, 60, 100), stepped(60, -90, 100), stepped(0, 30, 0)]).toEqual([100, 0, 0])
  })
  it('reads money as people write it, to the fen', () => {
    expect(['500', '12.5', '0.01', ' 3.07 '].map(fenOf)).toEqual([50_000, 1250, 1, 307])
    expect(['0', '', '-5', '1.234', '1,000', '五百'].map(fenOf)).toEqual(Array(6).fill(undefined))
  })
  it('says why nothing can be given', () => {
    expect(barOf(terms())).toBeUndefined()
    expect(barOf(terms({ gift_to: null, rule: '福建（公示与星级）' }))).toBe('本社区的规则“福建（公示与星级）”没有规定可以转赠，现在不能送。')
    expect(barOf(terms({ gift_to: null, rule: null }))).toContain('没有规定可以转赠')
    expect(barOf(terms({ is_adult: false }))).toContain('未满18岁')
  })
  it('tells what became of a donation, and what it was', () => {
    expect([0, 10_000, 50_000].map(used => fateOf(donation({ used })))).toEqual(['还没有用到', '已用 100 元', '已全部用上'])
    expect(whatOf(donation({ amount: 20, goods: { id: 'x', what: '大米', unit: '千克' } }))).toBe('大米 20 千克')
    expect(whatOf(donation({ amount: -5050 }))).toBe('−50.50 元')
  })
})

describe('a gift', () => {
  it('goes to the kin chosen, after a question that says it cannot be taken back', async () => {
    answer({ [`GET ${C}/gifts/terms`]: terms(), [`GET ${C}/kin-ties`]: page([tie()]), [`POST ${C}/gifts`]: gift })
    render(<GiftPage />)
    expect(await screen.findByText('您有2.5 小时，其中收到的30 分钟不能再送，可以自己用。')).toBeTruthy()
    fireEvent.click(screen.getByLabelText(/林小芳/))
    await tap('加 30 分钟')
    await tap('送给林小芳 1.5 小时')
    await waitFor(() => expect(question.get()?.text).toContain('送出后不能撤回'))
    question.get()!.answer(true)
    await waitFor(() => expect(Taro.redirectTo).toHaveBeenCalledWith({ url: '/giving/given/index?id=g-1' }))
    expect(lastCall(`${C}/gifts`)!.body).toEqual({ to_member_id: 'm-2', minutes: 90 })
    expect(lastCall(`${C}/gifts`)!.header['Idempotency-Key']).toMatch(/^[\w-]{8,64}$/)
  })
  it('is not offered to whom the rules leave out', async () => {
    open({ to: 'm-3' })
    answer({ [`GET ${C}/gifts/terms`]: terms({ gift_to: 'lineal', gift_to_name: '直系亲属', relations: ['child'] }), [`GET ${C}/kin-ties`]: page([tie({ id: 't-2', member: BROTHER, relation: 'sibling', relation_name: '兄弟姐妹' })]) })
    render(<GiftPage />)
    expect(await screen.findByText('兄弟姐妹 · 规则只允许送给直系亲属')).toBeTruthy()
    expect((screen.getByRole('button', { name: '先选送给谁' }) as HTMLButtonElement).disabled).toBe(true)
  })
  it('says why it cannot be made here and what can', async () => {
    answer({ [`GET ${C}/gifts/terms`]: terms({ may_give: false, gift_to: null, gift_to_name: null, relations: [], rule: '福建（公示与星级）' }), [`GET ${C}/kin-ties`]: page([tie()]) })
    render(<GiftPage />)
    expect(await screen.findByText(/没有规定可以转赠/)).toBeTruthy()
    await tap(/捐给公益池/)
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/giving/donate/index' })
  })
  it('keeps a refusal on the page', async () => {
    open({ to: 'm-2' })
    answer({ [`GET ${C}/gifts/terms`]: terms(), [`GET ${C}/kin-ties`]: page([tie()]), [`POST ${C}/gifts`]: refuse(409, 'gifted_on', '收到的时间币不能再转赠，只能转赠自己服务得来的') })
    render(<GiftPage />)
    await tap('送给林小芳 1 小时'); await agree()
    expect((await screen.findByRole('alert')).textContent).toContain('收到的时间币不能再转赠')
    expect(Taro.redirectTo).not.toHaveBeenCalled()
  })
})

describe('kin', () => {
  it('asks first what waits for me, and takes my answer', async () => {
    const asking = tie({ id: 't-9', member: { id: 'm-7', name: '周桂英' }, relation: 'parent', relation_name: '父母', state: 'proposed', state_name: '等您同意', proposed_by_me: false, moves: [{ move: 'confirm', name: '同意' }, { move: 'decline', name: '不同意' }] })
    answer({ [`GET ${C}/kin-ties`]: page([asking, tie()]), [`POST ${C}/kin-ties/t-9/moves`]: { ...asking, state: 'confirmed', state_name: '双方已确认', moves: [] } })
    render(<KinPage />)
    expect(await screen.findByText('周桂英把您填为子女')).toBeTruthy()
    await tap('同意，周桂英')
    await waitFor(() => expect(screen.getByRole('button', { name: /周桂英/ }).textContent).toContain('双方已确认'))
    expect(lastCall(`${C}/kin-ties/t-9/moves`)!.body).toEqual({ move: 'confirm' })
  })
  it('states a relation by name and phone, and says in words what is missing', async () => {
    answer({ [`GET ${C}/kin-ties`]: page([]), [`POST ${C}/kin-ties`]: tie({ state: 'proposed' }) })
    render(<KinPage />)
    fireEvent.click((await screen.findAllByRole('button', { name: '填一位亲友' }))[0])
    await tap('请对方同意')
    expect(screen.getByText('请写11位手机号')).toBeTruthy()
    fireEvent.change(screen.getByLabelText(/对方是您的/), { target: { value: 'child' } })
    fireEvent.change(screen.getByLabelText(/对方姓名/), { target: { value: '林小芳' } })
    fireEvent.change(screen.getByLabelText(/对方手机号/), { target: { value: '13912345678' } })
    await tap('请对方同意')
    await waitFor(() => expect(message.get()?.text).toBe('已请对方确认，同意后会告诉您'))
  })
})

describe('the pool', () => {
  it('tells what came in, what went out, and that it adds up', async () => {
    answer({ [`GET ${C}/pool`]: pool, [`GET ${C}/entitlements/mine`]: { entitlement: null }, [`GET ${C}/pool/donations`]: page([{ id: 'p-1', book: 'TIME', amount: 60, donor_name: '匿名', mine: true, given_at: '2026-11-20T01:00:00Z' }]) })
    render(<PoolPage />)
    expect(await screen.findByRole('img', { name: '今年进来 5 小时，今年发出 2.2 小时' })).toBeTruthy()
    expect(screen.getByText('年初加进来减出去，等于现在')).toBeTruthy()
    expect(screen.getByText('80岁以上空巢独居老人')).toBeTruthy()
    expect(await screen.findByText('匿名（我）')).toBeTruthy()
  })
  it('shows who is entitled what is theirs', async () => {
    answer({ [`GET ${C}/pool`]: pool, [`GET ${C}/entitlements/mine`]: { entitlement: { id: 'e-1', ground_name: '80岁以上空巢独居老人', monthly_minutes: 120, left_minutes: 30, valid_to: '2027-05-31' } }, [`GET ${C}/pool/donations`]: page([]) })
    render(<PoolPage />)
    expect(await screen.findByText('每月最多2 小时，本月还有30 分钟，到2027年5月31日 周一。')).toBeTruthy()
  })
  it('takes time in steps, anonymously where one wishes', async () => {
    answer({ [`GET ${C}/passbook`]: books(90, 0), [`POST ${C}/pool/donations`]: { id: 'p-2' } })
    render(<DonatePage />)
    await tap('加 1 小时')
    fireEvent.click(screen.getByRole('switch', { name: /不公开我的姓/ }))
    await tap('捐 1.5 小时'); await agree()
    await waitFor(() => expect(Taro.redirectTo).toHaveBeenCalledWith({ url: '/giving/pool/index' }))
    expect(lastCall(`${C}/pool/donations`)!.body).toEqual({ book: 'TIME', amount: 90, anonymous: true })
  })
  it('takes no more points than there are', async () => {
    answer({ [`GET ${C}/passbook`]: books(0, 20) })
    render(<DonatePage />)
    fireEvent.change(await screen.findByLabelText(/捐多少/), { target: { value: '21' } })
    await tap('捐给公益池')
    expect(await screen.findByText('请填 1 以上的整数，不超过您有的')).toBeTruthy()
    expect(question.get()).toBeUndefined()
  })
})

describe('funds', () => {
  it('tells received, used and left, and opens what may be seen whole', async () => {
    open({ id: 'f-1' })
    answer({ [`GET ${C}/funds/f-1`]: fund(), [`GET ${C}/funds/f-1/donations`]: page([donation({ state: 'acknowledged', used: 30_000, evidence: null, donor_name: '吴*' })]), [`GET ${C}/funds/f-1/uses`]: page([{ id: 'u-1', goods: null, amount: 30_000, purpose: '买防滑垫', used_on: '2026-11-21', evidence: '发票1', photos: [], entry_id: null, corrects_id: null, recorded_at: '2026-11-21T01:00:00Z' }]), [`POST ${C}/fund-uses/u-1/corrections`]: { id: 'u-2' } })
    render(<FundPage />)
    expect(await screen.findByRole('img', { name: '收到 500 元，用掉 300 元' })).toBeTruthy()
    expect(await screen.findByText('吴*')).toBeTruthy()
    expect(screen.queryByRole('button', { name: /吴\*/ })).toBeNull()
    fireEvent.click(screen.getByRole('tab', { name: '使用' }))
    await tap(/买防滑垫/); await tap('更正这一笔')
    fireEvent.change(screen.getByLabelText(/减去多少/), { target: { value: '50.5' } })
    fireEvent.change(screen.getByLabelText(/哪里写错了/), { target: { value: '多写一张发票' } })
    await tap('记下更正')
    await waitFor(() => expect(lastCall(`${C}/fund-uses/u-1/corrections`)!.body).toEqual({ amount: 5050, reason: '多写一张发票' }))
  })
  it('lets the keeper say that it came, after a question', async () => {
    open({ id: 'd-1' })
    answer({ [`GET ${C}/donations/d-1`]: donation(), [`POST ${C}/donations/d-1/moves`]: donation({ state: 'acknowledged', state_name: '已确认收到', number: '捐-2026-000001', moves: [] }) })
    render(<DonationPage />)
    await tap('确认收到'); await agree()
    expect(await screen.findByText('捐-2026-000001')).toBeTruthy()
    expect(screen.getByRole('button', { name: '保存凭据' })).toBeTruthy()
  })
  it('records goods with one donor and the paper for it', async () => {
    open({ fund_id: 'f-1' })
    answer({ [`GET ${C}/units`]: page([{ id: 'u-1', name: '染料研究所', kind: 'institution' }]), [`POST ${C}/funds/f-1/donations`]: donation() })
    render(<RecordPage />)
    fireEvent.click(await screen.findByLabelText('物品'))
    fireEvent.change(screen.getByLabelText('物品名称'), { target: { value: '大米' } })
    fireEvent.change(screen.getByLabelText('数量'), { target: { value: '100' } })
    fireEvent.change(screen.getByLabelText('按什么算'), { target: { value: '千克' } })
    await tap('登记')
    expect(screen.getByText('请填捐赠人')).toBeTruthy()
    fireEvent.click(screen.getByLabelText('单位'))
    await waitFor(() => expect(screen.getByRole('option', { name: '染料研究所' })).toBeTruthy())
    fireEvent.change(screen.getByLabelText('捐赠单位'), { target: { value: 'u-1' } })
    fireEvent.change(screen.getByLabelText('保管方的凭证'), { target: { value: '收据1' } })
    await tap('登记')
    await waitFor(() => expect(lastCall(`${C}/funds/f-1/donations`)!.body).toEqual({ amount: 100, goods: { what: '大米', unit: '千克' }, donor_unit_id: 'u-1', anonymous: false, received_on: '2026-11-23', evidence: '收据1', photos: [] }))
  })
  it('discloses no more than is left', async () => {
    open({ fund_id: 'f-1' })
    answer({ [`GET ${C}/funds/f-1`]: fund(), [`POST ${C}/funds/f-1/uses`]: { id: 'u-1' } })
    render(<UsePage />)
    fireEvent.change(await screen.findByLabelText('数额'), { target: { value: '200.01' } })
    await tap('公开这笔使用')
    expect(screen.getByText('超过了结余 200 元')).toBeTruthy()
    expect(lastCall(`${C}/funds/f-1/uses`)).toBeUndefined()
  })
})

it('grants within what is left of the month', async () => {
  answer({ [`GET ${C}/entitlements`]: (c: { query: string }) => page(c.query.includes('state=approved') ? [entitlement()] : []), [`POST ${C}/entitlements/e-1/grants`]: entitlement({ given_this_month: 90 }) })
  render(<EntitlementsPage />)
  expect(await screen.findByText('没有等着审批的资格。')).toBeTruthy()
  fireEvent.click(screen.getByRole('tab', { name: '有效' }))
  await tap('现在发放，郑奶奶')
  expect((await screen.findByRole('button', { name: '加 30 分钟', hidden: true }) as HTMLButtonElement).disabled).toBe(true)
  await tap('少 30 分钟'); await tap('发 30 分钟')
  await waitFor(() => expect(lastCall(`${C}/entitlements/e-1/grants`)!.body).toEqual({ minutes: 30 }))
  expect(await screen.findByText(/本月已发1.5 小时/)).toBeTruthy()
})
