import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import Taro from '@tarojs/taro'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { clearCache } from '@/core/cache'
import { forgetSession, online, outbox, setPrefs, width } from '@/core/store'
import type { ActorCard as Shown, Entry } from '@/core/types'
import StaffActorsPage from '@/desk/staff-actors/index'
import { ActorCard, ActorContact } from '@/lists/parts/ActorCard'
import { maySuggest, who } from '@/lists/parts/rules'
import ProposePage from '@/lists/propose/index'
import { actorKindsOf, asBody, faults, shownOf, startValues } from '@/lists/propose/rules'
import ReferralsPage from '@/lists/referrals/index'
import { answer, CID, lastCall, signInAs } from './api'
import { params } from './taro-mock'

const C = `/communities/${CID}`
const entry = { id: 'e-1', kind: 'actor', state: 'open', title: '永乐家电', version: 1, details: { actor_kind: 'unit' } } as unknown as Entry
const willing = { criterion: 'willing', name: '有意愿', score: 37, sentence: '有意愿 37 分：认领过2次。', evidence: [{ kind: 'claimed', words: '认领过2次', count: 2, weight: 2, latest_on: '2026-11-20', entries: [{ id: 'e-9', name: '给老人修家电' }] }] }
const able = { criterion: 'able', name: '有能力', score: 0, sentence: '有能力 0 分：约好没来1次。', evidence: [{ kind: 'no_show', words: '约好没来1次', count: 1, weight: -1, latest_on: '2026-11-20', entries: [] }] }
const card = (more: object = {}) => ({ entry_id: 'e-1', actor_kind_name: '单位', counted_on: '2026-11-23', half_life_days: 180, is_public: false, may_publish: false, criteria: [willing, able], summary: '最突出的是有意愿（37 分）：认领过2次。', ...more }) as Shown

beforeEach(async () => {
  forgetSession(); clearCache(); setPrefs({ elder: false, dark: 'light', k: 0 }); online.set(true); width.set(390)
  outbox.snapshot().forEach(p => outbox.forget(p.key)); Taro.removeStorageSync(`draft:referral:${CID}`); vi.clearAllMocks()
})
afterEach(cleanup)

describe('the card of an actor', () => {
  it('tells each criterion with its number, and on a tap what it is made of', async () => {
    await signInAs(); answer({ [`GET ${C}/actors/e-1`]: card() })
    render(<ActorCard entry={entry} />)
    expect(await screen.findByText('最突出的是有意愿（37 分）：认领过2次。')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: /有意愿 37 分/ }))
    const sheet = await screen.findByRole('dialog', { hidden: true })
    expect(within(sheet).getByText(/最近 11月20日/)).toBeTruthy()
    fireEvent.click(within(sheet).getByRole('button', { name: '给老人修家电', hidden: true }))
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/lists/entry/index?id=e-9' })
  })
  it('says what speaks against it', async () => {
    await signInAs(); answer({ [`GET ${C}/actors/e-1`]: card() })
    render(<ActorCard entry={entry} />)
    fireEvent.click(await screen.findByRole('button', { name: /有能力 0 分/ }))
    expect(await screen.findByText('抵掉 1 件')).toBeTruthy()
  })
  it('is kept from others, who are told so', async () => {
    await signInAs(); answer({ [`GET ${C}/actors/e-1`]: card({ criteria: null, summary: null }) })
    render(<ActorCard entry={{ ...entry, details: { actor_kind: 'person' } }} />)
    expect(await screen.findByText('四项情况只有本人和社区看得到。')).toBeTruthy()
    expect(screen.queryByRole('switch')).toBeNull()
  })
  it("is shown to all by the unit's contact alone", async () => {
    await signInAs(); answer({ [`GET ${C}/actors/e-1`]: card({ may_publish: true }), [`POST ${C}/actors/e-1/figures`]: card({ may_publish: true, is_public: true }) })
    render(<ActorCard entry={entry} />)
    const toggle = await screen.findByRole('switch', { name: /让大家看到四项情况/ })
    fireEvent.click(toggle)
    await waitFor(() => expect(lastCall(`${C}/actors/e-1/figures`)?.body).toEqual({ is_public: true }))
    await waitFor(() => expect(screen.getByRole('switch').getAttribute('aria-checked')).toBe('true'))
  })
})

describe("an actor's page", () => {
  it('rings the contact on a tap, and has nothing to ring for those who may not know', async () => {
    render(<ActorContact of={{ actor_kind: 'unit', contact_name: '小陆', contact_phone: '13800000001' }} />)
    expect(screen.getByText('不公开，只有您和社区看得到。')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: /小陆/ }))
    expect(Taro.makePhoneCall).toHaveBeenCalledWith({ phoneNumber: '13800000001' })
    cleanup()
    expect(render(<ActorContact of={{ actor_kind: 'unit' }} />).container.textContent).toBe('')
  })
  it('does not bring a person before a meeting', async () => {
    const me = who({ state: 'verified', roles: ['member'], units: [] } as never)
    expect(maySuggest({ ...entry, kind: 'need' }, me)).toBe(true)
    expect(maySuggest(entry, me)).toBe(false)
  })
})

describe('putting oneself on the list', () => {
  it('offers people to members, the unit to its contact, whom it likes to the desk', () => {
    expect(actorKindsOf(false, false)).toEqual(['person', 'household', 'team'])
    expect(actorKindsOf(true, false)).toEqual(['shop', 'unit', 'social_group'])
    expect(actorKindsOf(false, true)).toHaveLength(6)
  })
  it("writes a unit's kind and name for its contact", async () => {
    await signInAs({ units: [{ id: 'u-1', name: '惠民粮油店', kind: 'merchant', role: 'contact' }] })
    Object.assign(params, { kind: 'actor' })
    answer({ [`GET ${C}/categories`]: { items: [] }, [`GET ${C}/lists/actor/similar`]: { items: [], category: null } })
    render(<ProposePage />)
    expect(screen.queryByRole('radio', { name: '单位' })).toBeNull()
    fireEvent.click(await screen.findByRole('radio', { name: '惠民粮油店' }))
    expect((screen.getByRole('radio', { name: '商铺' }) as HTMLInputElement).checked).toBe(true)
    expect(screen.queryByRole('radio', { name: '个人' })).toBeNull()
    expect((screen.getByLabelText(/怎么称呼/) as HTMLInputElement).value).toBe('惠民粮油店')
  })
  it('by the desk names the registered unit', () => {
    const values = { ...startValues('actor'), title: '永乐家电', text: '会修家电', category: 'other', 'details.actor_kind': 'unit', 'details.unit_id': 'u-9' }
    expect(asBody('actor', values).details).toEqual({ actor_kind: 'unit', unit_id: 'u-9' })
    expect(asBody('actor', { ...values, 'details.actor_kind': 'person' }).details).toEqual({ actor_kind: 'person', by_self: true })
  })
  const filled = { ...startValues('actor'), title: '3号楼周阿姨', text: '会陪老人看病', category: 'other' }
  it('as a person counts what one does oneself', () => {
    expect(asBody('actor', filled).details).toEqual({ actor_kind: 'person', by_self: true })
  })
  it('for a unit, or for somebody else, does not', () => {
    expect(asBody('actor', { ...filled, 'details.actor_kind': 'shop', unit_id: 'u-1' }).details).toEqual({ actor_kind: 'shop' })
    expect(asBody('actor', { ...filled, behalf: '陈奶奶', consent: 'spoken' }).details).toEqual({ actor_kind: 'person' })
  })
  it('asks for a code of organisations alone, and for a phone of eleven digits', () => {
    const names = (kind: string) => shownOf('actor', { 'details.actor_kind': kind }).map(f => f.name)
    expect(names('unit')).toContain('credit_code')
    expect(names('person')).not.toContain('credit_code')
    expect(faults('actor', { ...filled, 'details.contact_phone': '1380013800' })['details.contact_phone']).toBe('手机号应为11位')
  })
})

describe('naming somebody', () => {
  const past = { id: 'r-1', name: '老街裁缝铺', actor_kind: 'shop', actor_kind_name: '商铺', reason: '免费缝补', state: 'dismissed', state_name: '暂不列入', note: '已在别的社区', entry_id: null, created_at: '2026-11-20T02:00:00Z' }
  it('takes a name and a reason, and shows what became of earlier ones', async () => {
    await signInAs(); answer({ [`GET ${C}/actor-referrals`]: { items: [past], next_cursor: null }, [`POST ${C}/actor-referrals`]: { ...past, id: 'r-2' } })
    render(<ReferralsPage />)
    expect(await screen.findByText('已在别的社区')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: '推荐给社区' }))
    expect(screen.getAllByText('请填写').length).toBe(2)
    fireEvent.change(screen.getByLabelText(/是谁/), { target: { value: '巷口修鞋摊' } })
    fireEvent.change(screen.getByLabelText(/为什么推荐/), { target: { value: '修鞋不收老人的钱' } })
    fireEvent.click(screen.getByRole('button', { name: '推荐给社区' }))
    await waitFor(() => expect(lastCall(`${C}/actor-referrals`)?.body).toEqual({ name: '巷口修鞋摊', actor_kind: 'shop', reason: '修鞋不收老人的钱', phone: null }))
  })
})

describe("the desk's suggestions", () => {
  const unit = { type: 'unit', id: 'u-1', name: '永乐家电', actor_kind: 'unit', actor_kind_name: '单位', reasons: [{ source: 'employer', count: 3, words: '有3位居民在这里上班' }], said: [], phone: null, note: null, moves: [{ move: 'list', name: '列入清单' }, { move: 'dismiss', name: '暂不列入' }] }
  const serve = () => answer({
    [`GET ${C}/actor-suggestions`]: { items: [unit] }, [`GET ${C}/categories`]: { items: [{ code: 'other', name: '其他', parent: null }] },
    [`POST ${C}/actor-suggestions/units/u-1/moves`]: { entry_id: 'e-7' },
  })
  it('are listed with a category', async () => {
    await signInAs({ roles: ['member', 'staff'] }); serve()
    render(<StaffActorsPage />)
    expect(await screen.findByText('有3位居民在这里上班')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: '列入清单，永乐家电' }))
    fireEvent.click(within(await screen.findByRole('dialog', { hidden: true })).getByRole('button', { name: '列入清单', hidden: true }))
    await waitFor(() => expect(lastCall(`${C}/actor-suggestions/units/u-1/moves`)?.body).toEqual({ move: 'list', category: 'other' }))
    await waitFor(() => expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/lists/entry/index?id=e-7' }))
  })
  it('ring whom a member named', async () => {
    await signInAs({ roles: ['member', 'staff'] })
    answer({ [`GET ${C}/actor-suggestions`]: { items: [{ ...unit, type: 'referral', phone: '13800000009', said: ['修鞋不收老人的钱'] }] }, [`GET ${C}/categories`]: { items: [] } })
    render(<StaffActorsPage />)
    fireEvent.click(await screen.findByRole('button', { name: '打电话 13800000009，永乐家电' }))
    expect(Taro.makePhoneCall).toHaveBeenCalledWith({ phoneNumber: '13800000009' })
  })
  it('are put aside with a word', async () => {
    await signInAs({ roles: ['member', 'staff'] }); serve()
    render(<StaffActorsPage />)
    fireEvent.click(await screen.findByRole('button', { name: '暂不列入，永乐家电' }))
    fireEvent.change(await screen.findByLabelText(/为什么暂不列入/), { target: { value: '已搬走' } })
    fireEvent.click(screen.getByRole('button', { name: '暂不列入：永乐家电', hidden: true }))
    await waitFor(() => expect(lastCall(`${C}/actor-suggestions/units/u-1/moves`)?.body).toEqual({ move: 'dismiss', note: '已搬走' }))
  })
})
