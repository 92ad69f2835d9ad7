import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import Taro from '@tarojs/taro'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { message, question } from '@/core/dialogs'
import { forgetSession, online, outbox, setPrefs, width } from '@/core/store'
import { clearCache } from '@/core/cache'
import type { Claim, Employment, Entry, Member, Offer, Pledge } from '@/core/types'
import ClaimPage from '@/desk/claim/index'
import MerchantDesk from '@/desk/merchant/index'
import OfferNewPage from '@/desk/offer-new/index'
import { dayAfter, wholeNumber } from '@/core/format'
import { claimStops } from '@/desk/parts/rules'
import PledgePage from '@/desk/pledge/index'
import StaffClaimsPage from '@/desk/staff-claims/index'
import StaffEntriesPage from '@/desk/staff-entries/index'
import StaffMembersPage from '@/desk/staff-members/index'
import StaffRecordsPage from '@/desk/staff-records/index'
import StaffDesk from '@/desk/staff/index'
import StatementPage from '@/desk/statement/index'
import UnitPeoplePage from '@/desk/unit-people/index'
import UnitDesk from '@/desk/unit/index'
import { answer, calls, CID, lastCall, refuse, signInAs, startClock } from './api'
import { offer as sample } from './offer-sample'
import { params } from './taro-mock'

const C = `/communities/${CID}`
const page = (items: unknown[], next_cursor: string | null = null) => ({ items, next_cursor })
const SHOP = { id: 'u-1', name: '惠民粮油店' }, FIRM = { id: 'u-2', name: '上海染料研究所' }
const entry = (more: object = {}): Entry => ({
  id: 'e-1', community_id: CID, number: '需-0001', kind: 'need', kind_name: '需求清单', title: '楼道灯不亮', text: '三层的灯坏了一周', category: 'light', category_name: '道路照明', place: '5号楼', state: 'proposed', state_name: '已提出',
  proposer: { type: 'member', id: 'm-9', name: '老方' }, quantity: null, quantity_unit: null, claimed_quantity: 0, starts_at: null, ends_at: null, details: {}, created_at: '2026-11-20T02:00:00Z', updated_at: '2026-11-20T02:00:00Z', version: 1,
  moves: [{ move: 'adopt', name: '采纳' }, { move: 'reject', name: '退回' }], ...more,
}) as Entry
const claim = (more: object = {}): Claim => ({
  id: 'c-1', entry: { id: 'e-2', kind: 'service_project', title: '举办培训讲座', number: '服-0001', quantity: 12, quantity_unit: '课', claimed_quantity: 6 }, actor: { type: 'unit', ...FIRM }, quantity: 6, state: 'open', state_name: '等待确认', note: '请工程师来讲', own_share: 6, assists: [], may_invite: false, place_in_line: null, agreement_id: null, created_at: '2026-11-21T06:00:00Z',
  moves: [{ move: 'accept', name: '同意认领' }, { move: 'decline', name: '婉拒' }], ...more,
}) as Claim
const member = (more: object = {}): Member => ({
  id: 'm-2', name: '李新', state: 'applied', state_name: '待核实', tie: 'home', household: { building: '2号楼', door: '301' }, roles: ['member'], party_member: false, guardian: null, units: [], created_at: '2026-11-22T06:00:00Z',
  moves: [{ move: 'verify', name: '核实通过' }, { move: 'reject', name: '不通过' }], ...more,
}) as Member
const offer = (more: Partial<Offer> = {}) => sample({ sold: 1, left: 119, left_today: 119, sold_today: 1, moves: [{ move: 'pause', name: '暂停' }, { move: 'close', name: '结束' }], ...more })
const pledge = (more: object = {}): Pledge => ({ id: 'p-1', unit: SHOP, title: '香皂 500 块', points: 5000, quantity: null, measure: null, points_each: null, redeemed: 10, lapsed: 0, valid_to: null, state: 'active', created_at: '2026-11-01T06:00:00Z', ...more }) as Pledge
const statement = (more: object = {}) => ({ merchant: SHOP, date: '2026-11-23', opening: 20, lines: [{ at: '2026-11-23T05:00:00Z', voucher_number: '券-000001', title: '香皂一块', quantity: 1, points: 10 }], total: 10, count: 1, closing: 30, redeemed: 10, refunds: 0, corrections: 0, fulfilled: 0, number: null, state: null, state_name: '尚未出单', notes: [], moves: [], ...more })

const open = (p: Record<string, string>) => { Object.keys(params).forEach(k => delete params[k]); Object.assign(params, p) }
const agree = () => waitFor(() => expect(question.get()).toBeTruthy()).then(() => question.get()!.answer(true))
const tap = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }))
/** jsdom knows no modal dialogs: what lies in a sheet is found by its text. */
const tapText = async (text: string) => fireEvent.click(await screen.findByText(text))
const type = (label: string | RegExp, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } })
const unitAs = (unit: object, kind: string) => signInAs({ units: [{ ...unit, kind, role: 'contact' }] })
const staff = (...roles: string[]) => signInAs({ roles: ['member', ...roles] })
const queues = (items: Record<string, unknown[]> = {}) => ({ [`GET ${C}/merchants`]: page(items.shops ?? []), [`GET ${C}/refund-requests`]: page(items.refunds ?? []), [`GET ${C}/statement-objections`]: page(items.objections ?? []), [`GET ${C}/topics`]: page(items.topics ?? []), [`GET ${C}/orders`]: page(items.orders ?? []), [`GET ${C}/disputes`]: page(items.disputes ?? []), [`GET ${C}/duty-terms`]: page(items.duties ?? []), [`GET ${C}/matching/reviews`]: page(items.persons ?? []), [`GET ${C}/moderation/items`]: page(items.texts ?? []), [`GET ${C}/imports`]: page(items.imports ?? []), [`GET ${C}/actor-suggestions`]: { items: items.actors ?? [] }, ...Object.fromEntries(['need', 'actor', 'problem', 'resource', 'service_project', 'welfare_work', 'action', 'benefit'].map(k => [`GET ${C}/lists/${k}/entries`, page(items[k] ?? [])])) })

beforeEach(() => {
  forgetSession(); clearCache(); setPrefs({ elder: false, dark: 'light', k: 0, demo: false }); online.set(true); width.set(390)
  outbox.snapshot().forEach(p => outbox.forget(p.key))
  question.set(undefined); message.set(undefined); vi.clearAllMocks(); vi.restoreAllMocks(); open({})
  startClock('2026-11-23T06:00:00Z')
})
afterEach(cleanup)

describe('the rules of desks', () => {
  it('reads whole numbers from 1 and nothing else', () => {
    expect(['12', ' 3 ', '0', '-1', '1.5', '', '1e3', '1234567890123'].map(x => wholeNumber(x))).toEqual([12, 3, undefined, undefined, undefined, undefined, undefined, undefined])
    expect([wholeNumber('365', 365), wholeNumber('366', 365)]).toEqual([365, undefined])
  })
  it('walks through days over months and years', () => { expect([dayAfter('2026-11-30', 1), dayAfter('2026-01-01', -1)]).toEqual(['2026-12-01', '2025-12-31']) })
  it('draws how far a claim is, who must act now, and where it ended', () => {
    const of = (state: string) => claimStops(claim({ state, state_name: '已撤回' })).map(s => s.status)
    expect(of('open')).toEqual(['done', 'now', 'to_come', 'to_come'])
    expect(of('delivered')).toEqual(['done', 'done', 'done', 'now'])
    expect(of('closed')).toEqual(['done', 'done', 'done', 'done'])
    expect(claimStops(claim({ state: 'withdrawn', state_name: '已撤回' })).map(s => s.name)).toEqual(['提出认领', '已撤回'])
    expect(claimStops(claim({ state: 'waiting', place_in_line: 2 })).map(s => [s.status, s.note])[1]).toEqual(['now', '排第 2 位，前面有空出来的会自动轮到'])
    expect(claimStops(claim()).find(s => s.status === 'now')?.note).toBe('等社区答复')
    expect(claimStops(claim({ state: 'accepted', agreement_id: 'a-1' })).find(s => s.status === 'now')?.note).toBe('由认领单位按协议做，在协议里提交凭证')
  })
})

describe('the merchant\'s desk', () => {
  const around = (more: object = {}) => ({ [`GET ${C}/merchants/u-1/statements/2026-11-23`]: statement(), [`GET ${C}/pledges`]: page([pledge()]), [`GET ${C}/offers`]: page([offer()]), ...more })
  beforeEach(() => { open({ unit_id: 'u-1' }) })
  it('says today\'s sum and what is left, and leads to the till', async () => {
    await unitAs(SHOP, 'merchant'); answer(around())
    render(<MerchantDesk />)
    expect(await screen.findByText('1 笔')).toBeTruthy()
    expect(screen.getByText('合 5,000 积分，还剩 4,990 积分')).toBeTruthy()
    await tap('扫码核销')
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/desk/scan/index?unit_id=u-1' })
  })
  it('ends an offer only after a question, and shows what became of it', async () => {
    await unitAs(SHOP, 'merchant'); answer(around({ [`POST ${C}/offers/o-1/moves`]: offer({ state: 'closed', state_name: '已结束', moves: [] }) }))
    render(<MerchantDesk />)
    await tap(/香皂一块/); await tapText('结束')
    await waitFor(() => expect(question.get()?.danger).toBe(true))
    question.get()!.answer(false)
    expect(lastCall(`${C}/offers/o-1/moves`)).toBeUndefined()
    await tap(/香皂一块/); await tapText('结束'); await agree()
    await waitFor(() => expect(lastCall(`${C}/offers/o-1/moves`)!.body).toEqual({ move: 'close' }))
    await waitFor(() => expect(screen.getByRole('button', { name: /香皂一块/ }).textContent).toContain('已结束'))
  })
  it('lets a clerk scan but not pledge', async () => {
    await signInAs({ units: [{ ...SHOP, kind: 'merchant', role: 'clerk' }] }); answer(around())
    render(<MerchantDesk />)
    expect(await screen.findByText('1 笔')).toBeTruthy()
    expect(screen.queryByRole('button', { name: '再拿出货品' })).toBeNull()
    expect(screen.getByRole('button', { name: '扫码核销' })).toBeTruthy()
  })
  it('pledges goods, and says what is missing beside each field', async () => {
    await unitAs(SHOP, 'merchant'); answer({ [`POST ${C}/pledges`]: pledge() })
    render(<PledgePage />)
    await tap('拿出这些货品')
    expect(screen.getAllByRole('alert').map(a => a.textContent)).toEqual(['请写是什么货品', '请填 1 以上的整数', '请写单位', '请填 1 以上的整数'])
    expect(calls).toEqual([])
    type(/^货品/, '鸡蛋'); type(/有多少/, '100'); type(/^单位/, '盒'); type(/每份合多少积分/, '3')
    expect(screen.getByText('一共 300 积分，社区就多这么多积分可以发给居民。')).toBeTruthy()
    await tap('拿出这些货品')
    await waitFor(() => expect(lastCall(`${C}/pledges`)!.body).toEqual({ unit_id: 'u-1', title: '鸡蛋', quantity: 100, measure: '盒', points_each: 3 }))
  })
  it('puts something on offer and warns when the goods do not reach', async () => {
    await unitAs(SHOP, 'merchant'); answer({ [`GET ${C}/pledges`]: page([pledge({ id: 'p-0', state: 'ended' }), pledge()]), [`POST ${C}/offers`]: offer() })
    render(<OfferNewPage />)
    await screen.findByLabelText(/商品名称/)
    type(/商品名称/, '鸡蛋一盒'); type(/每份多少积分/, '20'); type(/一共几份/, '300'); type(/券几天内有效/, '400')
    expect(screen.getByText('全部兑完一共 6,000 积分，这批货品只剩 4,990 积分，不够的部分兑不出去。')).toBeTruthy()
    await tap('上架')
    expect(screen.getByRole('alert').textContent).toBe('请填 1 到 365 之间的整数')
    type(/券几天内有效/, '30'); type(/一共几份/, '100'); await tap('上架')
    await waitFor(() => expect(lastCall(`${C}/offers`)!.body).toEqual({ pledge_id: 'p-1', title: '鸡蛋一盒', text: '', category: 'food', photos: [], price_points: 20, stock: 100, voucher_days: 30, refund_days: 7, day_cap: null, member_day_cap: null, member_month_cap: null }))
  })
  it('asks for goods first where none are pledged', async () => {
    await unitAs(SHOP, 'merchant'); answer({ [`GET ${C}/pledges`]: page([]) })
    render(<OfferNewPage />)
    await tap('再拿出货品')
    expect(Taro.redirectTo).toHaveBeenCalledWith({ url: '/desk/pledge/index?unit_id=u-1' })
  })
  it('shows a day as the ledger has it, and the day before', async () => {
    await unitAs(SHOP, 'merchant'); answer({ [`GET ${C}/merchants/u-1/statements/2026-11-23`]: statement(), [`GET ${C}/merchants/u-1/statements/2026-11-22`]: statement({ lines: [], total: 0, count: 0, opening: 20, closing: 20 }) })
    render(<StatementPage />)
    expect((await screen.findByText('香皂一块')).closest('.row')!.textContent).toContain('+10 积分')
    expect(screen.getByText('结束时').closest('.row')!.textContent).toContain('30 积分')
    expect(screen.queryByRole('button', { name: '后一天' })).toBeNull()
    await tap('前一天')
    expect(await screen.findByText('这一天没有核销。')).toBeTruthy()
  })
})

describe('the staff\'s desk', () => {
  const todo = { [`GET ${C}/members`]: page([member()]), [`GET ${C}/correction-requests`]: page([]), [`GET ${C}/records/to-do`]: page([]), [`GET ${C}/claims`]: (c: { query: string }) => page(c.query.includes('open') ? [claim()] : []) }
  it('counts what waits over all lists, and shows roles to the lead alone', async () => {
    await staff('staff'); answer({ ...todo, ...queues({ need: [entry()], action: [entry({ id: 'e-3' })], topics: [{ id: 't-1' }], imports: [{ id: 'i-1', state: 'checked' }, { id: 'i-2', state: 'applied' }] }) })
    const { unmount } = render(<StaffDesk />)
    await waitFor(() => expect(screen.getByRole('button', { name: /待采纳的清单条目/ }).textContent).toContain('2 件'))
    expect(screen.getByRole('button', { name: /服务记录/ }).textContent).toContain('没有')
    expect(screen.getByRole('button', { name: /居民提议商量/ }).textContent).toContain('1 件')
    expect(screen.getByRole('button', { name: /用表格导入/ }).textContent).toContain('1 件')
    expect(screen.queryByRole('button', { name: /授予角色/ })).toBeNull()
    expect(screen.queryByText('演示时钟')).toBeNull()
    unmount(); await staff('lead')
    render(<StaffDesk />)
    await tap(/授予角色/)
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/desk/staff-members/index?view=verified' })
  })
  it('moves the demo\'s clock and counts again', async () => {
    await staff('staff'); setPrefs({ demo: true })
    answer({ ...todo, ...queues(), 'GET /demo/clock': { now: '2026-11-23T06:00:00Z', offset_seconds: 0 }, 'POST /demo/clock': { now: '2026-11-24T06:00:00Z', offset_seconds: 86400 } })
    render(<StaffDesk />)
    expect(await screen.findByText('现在是 11月23日 周一 14:00')).toBeTruthy()
    const before = calls.filter(c => c.path === `${C}/members`).length
    await tap('拨快 1 天')
    expect(await screen.findByText('现在是 11月24日 周二 14:00')).toBeTruthy()
    expect(lastCall('/demo/clock')!.body).toEqual({ advance: 86400 })
    await waitFor(() => expect(calls.filter(c => c.path === `${C}/members`).length).toBe(before + 1))
  })
})

describe('entries that wait', () => {
  beforeEach(() => staff('staff'))
  it('adopts one, which leaves the list; the rest of the lists show only what they have', async () => {
    answer({ ...queues({ need: [entry()], resource: [entry({ id: 'e-3', kind: 'resource', title: '会议室', text: '晚上空着' })] }), [`POST ${C}/entries/e-1/moves`]: entry({ state: 'open', state_name: '待认领', moves: [] }) })
    render(<StaffEntriesPage />)
    await tap('采纳，楼道灯不亮')
    await waitFor(() => expect(screen.queryByText('楼道灯不亮')).toBeNull())
    expect(lastCall(`${C}/entries/e-1/moves`)!.body).toEqual({ move: 'adopt' })
    expect(screen.getAllByRole('heading', { level: 2 }).map(h => h.textContent)).toEqual(['公益资源'])
  })
  it('rejects only with a reason', async () => {
    answer({ ...queues({ need: [entry()] }), [`POST ${C}/entries/e-1/moves`]: entry({ state: 'rejected', state_name: '已退回', moves: [] }) })
    render(<StaffEntriesPage />)
    await tap('退回，楼道灯不亮')
    const sheet = within(document.querySelector('dialog')!)
    const send = () => fireEvent.click(sheet.getAllByText('退回').at(-1)!)
    send()
    expect(sheet.getByText('请写原因')).toBeTruthy()
    fireEvent.change(sheet.getByLabelText('退回的原因，提出的人会看到'), { target: { value: '请写明楼层' } }); send()
    await waitFor(() => expect(lastCall(`${C}/entries/e-1/moves`)!.body).toEqual({ move: 'reject', note: '请写明楼层' }))
    expect(await screen.findByText(/都处理完了/)).toBeTruthy()
  })
  it('keeps what somebody else has moved meanwhile, with the reason', async () => {
    answer({ ...queues({ need: [entry()] }), [`POST ${C}/entries/e-1/moves`]: refuse(409, 'move_not_allowed', '现在不能这样做') })
    render(<StaffEntriesPage />)
    await tap('采纳，楼道灯不亮')
    await waitFor(() => expect(message.get()?.text).toContain('现在不能这样做'))
    expect(screen.getByText('楼道灯不亮')).toBeTruthy()
  })
})

describe('members', () => {
  it('are verified, or refused after a question', async () => {
    await staff('staff')
    answer({ [`GET ${C}/members`]: page([member(), member({ id: 'm-3', name: '王明' })]), [`POST ${C}/members/m-2/moves`]: member({ state: 'verified', state_name: '已核实', moves: [] }), [`POST ${C}/members/m-3/moves`]: member({ id: 'm-3', name: '王明', state: 'rejected', state_name: '未通过', moves: [] }) })
    render(<StaffMembersPage />)
    await tap('核实通过，李新')
    await waitFor(() => expect(screen.queryByText('李新')).toBeNull())
    await tap('不通过，王明'); await agree()
    await waitFor(() => expect(lastCall(`${C}/members/m-3/moves`)!.body).toEqual({ move: 'reject' }))
    expect(await screen.findByText(/没有等着核实的人/)).toBeTruthy()
  })
  it('get a role from the lead; staff only read who has one', async () => {
    await staff('lead'); open({ view: 'verified' })
    const one = member({ state: 'verified', state_name: '已核实', moves: [] })
    answer({ [`GET ${C}/members`]: page([one]), [`POST ${C}/members/m-2/roles`]: { ...one, roles: ['member', 'supervisor'] } })
    const { unmount } = render(<StaffMembersPage />)
    await tap(/李新/)
    fireEvent.click((await screen.findByText('看公示、处理异议')).closest('button')!)
    await waitFor(() => expect(lastCall(`${C}/members/m-2/roles`)!.body).toEqual({ role: 'supervisor', grant: true }))
    await waitFor(() => expect(screen.getByRole('button', { name: /李新/ }).textContent).toContain('监督员'))
    unmount(); await staff('staff')
    render(<StaffMembersPage />)
    await tap(/李新/)
    expect(screen.queryByText('看公示、处理异议')).toBeNull()
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/desk/staff-dossier/index?id=m-2' })
  })
})

describe('claims', () => {
  it('are agreed to by staff and leave the tab', async () => {
    await staff('staff')
    answer({ [`GET ${C}/claims`]: page([claim()]), [`POST ${C}/claims/c-1/moves`]: claim({ state: 'accepted', state_name: '已同意', moves: [] }) })
    render(<StaffClaimsPage />)
    await tap('同意认领，上海染料研究所')
    await waitFor(() => expect(question.get()?.text).toBe('上海染料研究所认领 举办培训讲座，6 课。对方会收到消息。'))
    question.get()!.answer(true)
    expect(await screen.findByText('没有等您答复的认领。')).toBeTruthy()
    expect(lastCall(`${C}/claims/c-1/moves`)!.body).toEqual({ move: 'accept' })
  })
  it('stand beside the list on a wide screen, with one pine button', async () => {
    await staff('staff'); width.set(1280)
    answer({ [`GET ${C}/claims`]: page([claim()]) })
    render(<StaffClaimsPage />)
    expect(await screen.findByText('从左边选一条，这里看详情，答复或验收。')).toBeTruthy()
    await tap(/举办培训讲座/)
    expect(await screen.findByText('请工程师来讲')).toBeTruthy()
    expect(document.querySelectorAll('.btn.main')).toHaveLength(1)
  })
  it('are delivered by the unit, withdrawn after a question, and say who acts now', async () => {
    await unitAs(FIRM, 'institution'); open({ id: 'c-1' })
    const mine = claim({ state: 'accepted', state_name: '已同意', moves: [{ move: 'withdraw', name: '撤回认领' }, { move: 'deliver', name: '已完成，请验收' }] })
    answer({ [`GET ${C}/claims/c-1`]: mine, [`POST ${C}/claims/c-1/moves`]: (c: { body: { move: string } }) => (c.body.move === 'deliver' ? claim({ state: 'delivered', state_name: '等待验收', moves: [] }) : refuse(409, 'move_not_allowed', '已经开了班次，不能撤回')) })
    render(<ClaimPage />)
    await tap(`撤回认领，${FIRM.name}`)
    fireEvent.change(await screen.findByLabelText(/说明原因/), { target: { value: '另有安排' } })
    fireEvent.click(screen.getByRole('button', { name: '撤回认领', hidden: true }))
    await waitFor(() => expect(message.get()?.text).toContain('已经开了班次，不能撤回'))
    await tap('为它开一个班次')
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/volunteering/open-shift/index?entry_id=e-2&claim_id=c-1' })
    await tap(/已完成，请验收/); await agree()
    expect(await screen.findByText('等社区或提出的人验收')).toBeTruthy()
  })
  it('are sent back with a reason when the work is not done', async () => {
    await staff('staff'); open({ id: 'c-1' })
    answer({ [`GET ${C}/claims/c-1`]: claim({ state: 'delivered', state_name: '等待验收', moves: [{ move: 'accept_delivery', name: '验收通过' }, { move: 'reject_delivery', name: '还需改进' }] }), [`POST ${C}/claims/c-1/moves`]: claim({ state: 'accepted', state_name: '已同意', moves: [] }) })
    render(<ClaimPage />)
    await tap(/还需改进/)
    const sheet = within(document.querySelector('dialog')!)
    fireEvent.change(sheet.getByLabelText('说明原因，对方会看到'), { target: { value: '补签到表' } })
    fireEvent.click(sheet.getAllByText('还需改进').at(-1)!)
    await waitFor(() => expect(lastCall(`${C}/claims/c-1/moves`)!.body).toEqual({ move: 'reject_delivery', note: '补签到表' }))
  })
})

describe('helping', () => {
  const helped = (state: string, moves: object[]) => claim({ own_share: 4, assists: [{ id: 'a-1', unit: { id: 'u-3', name: '区图书馆' }, share: 2, part: '讲绘本', state, state_name: '等对方答复', moves }], moves: [] })
  it('is answered in one tap, and left only with a reason', async () => {
    await unitAs(FIRM, 'institution'); open({ id: 'c-1' })
    const agreed = helped('agreed', [{ move: 'leave', name: '退出协助' }])
    answer({ [`GET ${C}/claims/c-1`]: helped('invited', [{ move: 'agree', name: '同意协助' }]), [`POST ${C}/claims/c-1/assists/a-1/moves`]: agreed })
    render(<ClaimPage />)
    expect(await screen.findByText('2 课 · 讲绘本')).toBeTruthy()
    await tap('同意协助，区图书馆')
    await waitFor(() => expect(lastCall(`${C}/claims/c-1/assists/a-1/moves`)!.body).toEqual({ move: 'agree' }))
    await tap('退出协助，区图书馆')
    fireEvent.change(await screen.findByLabelText(/说明原因/), { target: { value: '人手不够' } })
    fireEvent.click(screen.getByRole('button', { name: '退出协助', hidden: true }))
    await waitFor(() => expect(lastCall(`${C}/claims/c-1/assists/a-1/moves`)!.body).toEqual({ move: 'leave', note: '人手不够' }))
  })
})

describe('the unit\'s desk', () => {
  const employment = (more: object = {}): Employment => ({ id: 'w-1', unit: FIRM, member: { id: 'm-5', name: '小吴' }, role: 'employee', state: 'applied', state_name: '待确认', moves: [{ move: 'confirm', name: '确认是本单位的人' }, { move: 'decline', name: '不是本单位的人' }], ...more }) as Employment
  beforeEach(() => { open({ unit_id: 'u-2' }); return unitAs(FIRM, 'institution') })
  it('shows our claims and resources and leads to the projects', async () => {
    answer({ [`GET ${C}/claims`]: (c: { query: string }) => page(c.query.includes('assist') ? [] : [claim()]), [`GET ${C}/lists/resource/entries`]: page([]) })
    render(<UnitDesk />)
    expect((await screen.findByRole('button', { name: /举办培训讲座/ })).textContent).toContain('等待确认')
    expect(screen.getByText('会议室、讲座、设备都可以开放给邻居。')).toBeTruthy()
    await tap('去认领项目')
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/lists/list/index?kind=service_project' })
    expect(lastCall(`${C}/claims`)!.query).toBe('assist_unit_id=u-2')
  })
  it('confirms who asks, and lets nobody go without a question', async () => {
    let all = [employment(), employment({ id: 'w-2', member: { id: 'm-6', name: '小郑' }, state: 'confirmed', state_name: '已确认', moves: [{ move: 'remove', name: '移出单位' }] })]
    answer({ [`GET ${C}/units/u-2/employees`]: () => page(all), [`POST ${C}/employments/w-1/moves`]: () => { all = all.slice(1); return employment({ state: 'confirmed', state_name: '已确认', moves: [] }) }, [`POST ${C}/employments/w-2/moves`]: refuse(403, 'forbidden', '只有联络员可以这样做') })
    render(<UnitPeoplePage />)
    await tap('确认是本单位的人，小吴')
    await waitFor(() => expect(screen.queryByText('等您确认')).toBeNull())
    expect(lastCall(`${C}/employments/w-1/moves`)!.body).toEqual({ move: 'confirm' })
    await tap(/小郑/); await tapText('移出单位'); await agree()
    await waitFor(() => expect(message.get()?.text).toContain('只有联络员可以这样做'))
    expect(screen.getByRole('button', { name: /小郑/ })).toBeTruthy()
  })
})

it('shows staff the records by what they need, each opening its page', async () => {
  await staff('staff')
  const record = { id: 'r-1', number: '记-1', shift: { id: 's-1', title: '楼道清洁', starts_at: '2026-11-22T06:00:00Z', ends_at: '2026-11-22T08:00:00Z', place: '3号楼' }, member: { id: 'm-2', name: '周阿姨' }, state: 'checked_out', state_name: '待见证', minutes: 120, checked_in_at: null, checked_out_at: null, fence: 'inside', flags: [], notice_until: null, settlement: null, earned: [], stops: [], moves: [] }
  answer({ [`GET ${C}/records/to-do`]: page([record]), [`GET ${C}/records`]: page([]) })
  render(<StaffRecordsPage />)
  await tap(/周阿姨 · 2 小时/)
  expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/volunteering/record/index?id=r-1' })
  fireEvent.click(screen.getByRole('tab', { name: '异议' }))
  expect(await screen.findByText('没有人提出异议。')).toBeTruthy()
  expect(lastCall(`${C}/records`)!.query).toBe('state=disputed')
})

it('leads from a claim to the agreement it is kept by, where nothing is offered beside it', async () => {
  const went = vi.spyOn(Taro, 'navigateTo')
  open({ id: 'c-1' })
  await unitAs(FIRM, 'company'); answer({ [`GET ${C}/claims/c-1`]: claim({ state: 'accepted', state_name: '已同意', moves: [], agreement_id: 'a-1' }), [`GET ${C}/agreements`]: page([]) })
  render(<ClaimPage />)
  await tap('去协议里办')
  expect(went.mock.calls[0][0].url).toBe('/agreements/read/index?id=a-1')
})
