import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import Taro from '@tarojs/taro'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { question } from '@/core/dialogs'
import { forgetSession, online, outbox, setPrefs, width } from '@/core/store'
import { clearCache } from '@/core/cache'
import type { Entry, EntryHistory } from '@/core/types'
import ClaimPage from '@/lists/claim/index'
import { leftAfter, mustWait } from '@/lists/claim/rules'
import EntryPage from '@/lists/entry/index'
import ListPage from '@/lists/list/index'
import { filterOf, viewsOf } from '@/lists/list/rules'
import { firstFacts, ownFacts } from '@/lists/parts/facts'
import { isClaimable, mayEdit, mayPropose, stopsOf, who } from '@/lists/parts/rules'
import ProposePage from '@/lists/propose/index'
import { asBody, asPatch, faults, formOf, merge, titleOf, valuesOf } from '@/lists/propose/rules'
import { answer, CID, lastCall, refuse, signInAs, startClock } from './api'
import { params, storage } from './taro-mock'

const C = `/communities/${CID}`
const page = (items: unknown[]) => ({ items, next_cursor: null })
const entry = (more: object = {}): Entry => ({
  id: 'e-1', community_id: CID, number: '需-0001', kind: 'need', kind_name: '需求', title: '想找人陪去医院', text: '想找人陪去医院，每周三', category: 'elder.outing', category_name: '陪同就医', place: '3号楼', state: 'open', state_name: '待认领',
  proposer: { type: 'member', id: 'm-1', name: '陈阿姨' }, quantity: 10, quantity_unit: '次', claimed_quantity: 4, starts_at: null, ends_at: null, details: { beneficiary: 'personal', urgency: 'urgent' }, created_at: '2026-11-20T02:00:00Z', updated_at: '2026-11-20T02:00:00Z', version: 1, moves: [], photos: [], ...more,
}) as Entry
const CATEGORIES = { items: [{ code: 'elder', name: '助老服务', parent: null }, { code: 'elder.outing', name: '陪同就医', parent: 'elder' }] }
const around = (e: Entry) => ({
  [`GET ${C}/entries/e-1`]: e, [`GET ${C}/entries/e-1/history`]: { items: [{ move: 'submit', name: '提交', from_state: 'draft', to_state: 'proposed', by: { id: 'm-1', name: '陈阿姨' }, at: '2026-11-20T02:00:00Z', note: null }] },
  [`GET ${C}/entries/e-1/claims`]: page([]), [`GET ${C}/shifts`]: page([]), [`GET ${C}/categories`]: CATEGORIES,
})
const CONTACT = { units: [{ id: 'u-1', name: '长寿物业', kind: 'company', role: 'contact' }] }
const open = (p: Record<string, string>) => { Object.keys(params).forEach(k => delete params[k]); Object.assign(params, p) }

beforeEach(() => {
  forgetSession(); clearCache(); setPrefs({ elder: false, dark: 'light', k: 0 }); online.set(true); width.set(390)
  outbox.snapshot().forEach(p => outbox.forget(p.key))
  Object.keys(storage).filter(k => k.startsWith('draft:')).forEach(k => delete storage[k])
  question.set(undefined); vi.clearAllMocks()
  startClock('2026-11-23T06:00:00Z')
})
afterEach(cleanup)

describe('a list', () => {
  it('shows what is wanted, how urgent, and opens an entry', async () => {
    await signInAs(); open({ kind: 'need' })
    answer({ [`GET ${C}/lists/need/entries`]: page([entry()]), [`GET ${C}/categories`]: CATEGORIES })
    render(<ListPage />)
    const row = await screen.findByRole('button', { name: /想找人陪去医院/ })
    expect(row.textContent).toContain('紧急')
    expect(row.textContent).toContain('还差 6 次')
    fireEvent.click(row)
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/lists/entry/index?id=e-1' })
  })
  it('asks the server for a state, for a category and for mine', async () => {
    await signInAs(); open({ kind: 'need' })
    answer({ [`GET ${C}/lists/need/entries`]: page([]), [`GET ${C}/categories`]: CATEGORIES })
    render(<ListPage />)
    await screen.findByText('这里还没有内容，采纳以后会列出来。')
    fireEvent.click(screen.getByRole('tab', { name: '我提的' }))
    await screen.findByText(/您还没有提过/)
    expect(lastCall(`${C}/lists/need/entries`)!.query).toBe('mine=true')
    fireEvent.click(screen.getByRole('button', { name: '类别：全部类别' }))
    fireEvent.click(await screen.findByRole('button', { name: '助老服务', hidden: true }))
    await waitFor(() => expect(lastCall(`${C}/lists/need/entries`)!.query).toBe('mine=true&category=elder'))
    expect(filterOf('open', 'all')).toEqual({ state: 'open' })
  })
  it('offers to propose only to whom the list is open', () => {
    const resident = who({ roles: ['member'], state: 'verified', units: [], member_id: 'm' } as never)
    expect([mayPropose('need', resident), mayPropose('action', resident), mayPropose('benefit', resident)]).toEqual([true, false, false])
    expect(mayPropose('action', { ...resident, contactOf: [{ id: 'u', name: '单位' }] })).toBe(true)
    expect(mayPropose('service_project', { ...resident, roles: ['member', 'staff'] })).toBe(true)
    expect(mayPropose('need', { ...resident, verified: false })).toBe(false)
    expect(viewsOf('need', true, true)).toContain('proposed')
  })
})

describe('an entry', () => {
  it('says where it stands, who must act, and what is still wanted', async () => {
    await signInAs(); open({ id: 'e-1' })
    answer(around(entry({ state: 'partly_claimed', state_name: '部分认领', details: { beneficiary: 'public', urgency: 'normal' } })))
    render(<EntryPage />)
    expect((await screen.findAllByText('部分认领')).length).toBe(2)
    expect(screen.getByText('还差 6 次，等单位来认领')).toBeTruthy()
    expect(screen.queryByRole('button', { name: '我来认领' })).toBeNull()
  })
  it('lets a unit contact claim it', async () => {
    await signInAs(CONTACT); open({ id: 'e-1' })
    answer(around(entry()))
    render(<EntryPage />)
    fireEvent.click(await screen.findByRole('button', { name: '我来认领' }))
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/lists/claim/index?entry_id=e-1' })
  })
  it('adopts in one tap, and rejects only with a reason', async () => {
    await signInAs({ roles: ['member', 'staff'] }); open({ id: 'e-1' })
    const proposed = entry({ state: 'proposed', state_name: '待采纳', claimed_quantity: 0, moves: [{ move: 'adopt', name: '采纳' }, { move: 'reject', name: '退回' }] })
    answer({ ...around(proposed), [`POST ${C}/entries/e-1/moves`]: entry({ state: 'rejected', state_name: '已退回' }) })
    render(<EntryPage />)
    expect(await screen.findByRole('button', { name: '采纳' })).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: '退回' }))
    const sheet = within(await screen.findByRole('dialog', { hidden: true }))
    fireEvent.click(sheet.getByRole('button', { name: '退回', hidden: true }))
    expect(await sheet.findByText('请写一句话')).toBeTruthy()
    expect(lastCall(`${C}/entries/e-1/moves`)).toBeUndefined()
    fireEvent.change(sheet.getByRole('textbox', { hidden: true }), { target: { value: '请写清楚时间' } })
    fireEvent.click(sheet.getByRole('button', { name: '退回', hidden: true }))
    await waitFor(() => expect(lastCall(`${C}/entries/e-1/moves`)!.body).toEqual({ move: 'reject', note: '请写清楚时间' }))
    expect((await screen.findAllByText('已退回')).length).toBeGreaterThan(0)
  })
  it('draws every state as one line with one now, or an end', () => {
    const h = (to: string): EntryHistory => ({ move: 'x', name: 'x', from_state: null, to_state: to, by: { id: 'm', name: '林主任' }, at: '2026-11-21T02:00:00Z', note: null })
    for (const state of ['draft', 'proposed', 'on_notice', 'adopted', 'open', 'partly_claimed', 'claimed', 'in_progress', 'delivered', 'accepted', 'reopened'] as const) {
      const stops = stopsOf(entry({ state, state_name: state }), [h('proposed')])
      expect(stops.filter(s => s.status === 'now').map(s => s.name)).toEqual([state])
      expect(stops.every(s => s.name)).toBe(true)
    }
    for (const state of ['closed', 'rejected', 'withdrawn', 'merged', 'expired'] as const) {
      const stops = stopsOf(entry({ state, state_name: state }), [h('proposed'), h('open'), h(state)])
      expect(stops.at(-1)).toMatchObject({ name: state, status: 'done' })
      expect(stops.some(s => s.status === 'to_come')).toBe(false)
    }
    expect(stopsOf(entry({ kind: 'benefit', state: 'open', state_name: '执行中' }), []).map(s => s.status)).toEqual(['done', 'now', 'to_come'])
  })
  it('may be edited by its asker before it is public, by the desk after, never a tariff in force', () => {
    const asker = who({ roles: ['member'], state: 'verified', units: [], member_id: 'm-1' } as never), desk = { ...asker, memberId: 'x', roles: ['staff'] }
    expect(mayEdit(entry({ state: 'proposed' }), asker)).toBe(true)
    expect(mayEdit(entry(), asker)).toBe(false)
    expect(mayEdit(entry(), desk)).toBe(true)
    expect(mayEdit(entry({ state: 'on_notice' }), desk)).toBe(false)
    expect(mayEdit(entry({ kind: 'benefit' }), desk)).toBe(false)
    expect(isClaimable(entry({ claimed_quantity: 10 }))).toBe(false)
  })
  it('says the own fields of each kind in words', () => {
    expect(ownFacts(entry({ kind: 'benefit', details: { measure: 'hour', book: 'point', amount: 20, valid_from: '2026-01-01' } }))).toContainEqual(['做多少', '每小时得 20 积分'])
    expect(ownFacts(entry({ kind: 'resource', details: { resource_kind: 'space', unit_of_measure: '小时', small_fee_fen: 550 } }))).toContainEqual(['微偿', '每小时 5.50 元'])
    expect(ownFacts(entry({ details: { urgency: 'soon', time_windows: [{ weekday: 3, from: '09:00', to: '11:00' }] } }))).toContainEqual(['方便时间', '周三 09:00–11:00'])
    expect(firstFacts(entry({ claimed_quantity: 10 }))[0]).toEqual(['数量', '要 10 次，已全部认领'])
  })
})

describe('proposing', () => {
  it('takes one sentence, a category and an urgency', async () => {
    await signInAs(); open({ kind: 'need' })
    answer({ [`GET ${C}/categories`]: CATEGORIES, [`POST ${C}/entries`]: entry({ state: 'proposed' }) })
    render(<ProposePage />)
    fireEvent.change(await screen.findByLabelText('说说您的需要'), { target: { value: '想找人每周三陪我妈去医院。她腿脚不便' } })
    await screen.findByRole('option', { name: '助老服务 · 陪同就医' })
    fireEvent.change(screen.getByLabelText('哪一类'), { target: { value: 'elder.outing' } })
    fireEvent.click(screen.getByLabelText('这两周'))
    fireEvent.click(screen.getByRole('button', { name: '提交' }))
    await waitFor(() => expect(Taro.redirectTo).toHaveBeenCalledWith({ url: '/lists/entry/index?id=e-1' }))
    expect(lastCall(`${C}/entries`)!.body).toEqual({ kind: 'need', title: '想找人每周三陪我妈去医院', text: '想找人每周三陪我妈去医院。她腿脚不便', category: 'elder.outing', details: { urgency: 'soon', beneficiary: 'personal' } })
    expect(storage[`draft:propose:${CID}:need`]).toBeUndefined()
  })
  it('says what is missing, says the server\'s words at the field, and keeps what was typed', async () => {
    await signInAs(); open({ kind: 'need' })
    answer({ [`GET ${C}/categories`]: CATEGORIES, [`POST ${C}/entries`]: refuse(422, 'invalid', '填写的内容有误', { errors: { text: ['请写明时间'] } }) })
    const { unmount } = render(<ProposePage />)
    fireEvent.click(await screen.findByRole('button', { name: '提交' }))
    expect(screen.getByText('请写一句话，至少四个字')).toBeTruthy()
    expect(lastCall(`${C}/entries`)).toBeUndefined()
    fireEvent.change(screen.getByLabelText('说说您的需要'), { target: { value: '楼道灯坏了没人修' } })
    await screen.findByRole('option', { name: '助老服务' })
    fireEvent.change(screen.getByLabelText('哪一类'), { target: { value: 'elder' } })
    fireEvent.click(screen.getByRole('button', { name: '提交' }))
    expect(await screen.findByText('请写明时间')).toBeTruthy()
    unmount()
    render(<ProposePage />)
    expect((await screen.findByLabelText<HTMLTextAreaElement>('说说您的需要')).value).toBe('楼道灯坏了没人修')
  })
  it('asks each kind for its own fields and sends them as the contract has them', () => {
    expect(faults('action', { title: '巡逻', text: '走一圈', category: 'safety', 'details.dangerous': 'yes' })['details.risks']).toBe('有人身危险的，要写明风险')
    expect(asBody('action', { title: '巡逻', text: '走一圈', category: 'safety', 'details.risks': '夜间\n台阶' }).details).toEqual({ risks: ['夜间', '台阶'], dangerous: false })
    expect(asBody('service_project', { title: 'a', text: 'b', category: 'c', quantity: '12', quantity_unit: '次', 'details.frequency': '每周', 'details.places': '食堂、活动室', 'details.capacity': '30', 'details.standard': '热' })).toMatchObject({ quantity: 12, details: { places: ['食堂', '活动室'], capacity: 30 } })
    expect(asBody('benefit', { title: 'a', text: 'b', category: 'other', 'details.category': 'elder', 'details.measure': 'hour', 'details.book': 'point', 'details.amount': '1', 'details.valid_from': '2026-01-01' })).toEqual({ kind: 'benefit', title: 'a', text: 'b', category: 'other', details: { category: 'elder', measure: 'hour', book: 'point', amount: 1, valid_from: '2026-01-01' } })
    expect(faults('benefit', { title: 'a', text: 'b', category: 'c', 'details.amount': '0' })['details.amount']).toBe('请填大于零的整数')
    expect(formOf('topic')).toEqual([])
    const work = { title: '充电桩', text: '建在东侧', category: 'facility', 'details.budget_fen': '680.5', 'details.fund': '公益金', 'details.milestones': '选址公示 2026-12-20\n施工 完成 2027-03-31' }
    expect(asBody('welfare_work', work).details).toEqual({ budget_fen: 68050, fund: '公益金', milestones: [{ title: '选址公示', due: '2026-12-20' }, { title: '施工 完成', due: '2027-03-31' }] })
    expect(valuesOf(entry({ kind: 'welfare_work', details: asBody('welfare_work', work).details }))['details.milestones']).toBe(work['details.milestones'])
    expect(faults('welfare_work', { ...work, 'details.budget_fen': '6,8', 'details.milestones': '明年完工' })).toEqual({ 'details.budget_fen': '请填写金额，例如 5000 或 99.50', 'details.milestones': '每行最后写日期，例如：打地基 2026-12-31' })
    expect(asBody('problem', { text: '路灯坏了三盏。晚上看不清', place: '东门', category: 'facility', 'details.severity': 'high' })).toMatchObject({ kind: 'problem', title: '路灯坏了三盏', details: { severity: 'high' } })
    expect(Array.from(titleOf('长'.repeat(80))).length).toBe(60)
  })
  it('edits on the version it saw; a newer one is told and merged, nothing typed is lost', async () => {
    await signInAs(); open({ id: 'e-1' })
    let served = entry({ state: 'proposed', text: '原来的话在这里' })
    answer({ ...around(served), [`GET ${C}/entries/e-1`]: () => served, [`PATCH ${C}/entries/e-1`]: (c: { header: Record<string, string> }) => (c.header['If-Match'] === '"1"' ? refuse(412, 'version_conflict', '内容已被别人更新') : served) })
    render(<ProposePage />)
    fireEvent.change(await screen.findByLabelText('说说您的需要'), { target: { value: '我改成了这样' } })
    fireEvent.click(screen.getByRole('button', { name: '保存修改' }))
    expect(await screen.findByText('您打开以后，别人已经改过这一条。')).toBeTruthy()
    served = entry({ state: 'proposed', text: '别人改的话', place: '5号楼', version: 2 })
    fireEvent.click(screen.getByRole('button', { name: '取最新的内容' }))
    expect(await screen.findByText(/别人改成了：别人改的话/)).toBeTruthy()
    expect(screen.getByLabelText<HTMLTextAreaElement>('说说您的需要').value).toBe('我改成了这样')
    expect(screen.getByLabelText<HTMLInputElement>(/在哪里/).value).toBe('5号楼')
    expect(merge({ a: '1' }, { a: '1' }, { a: '2' })).toEqual({ values: { a: '2' }, theirs: {} })
  })
  it('keeps in an edit what its form does not know, and empties what was emptied', () => {
    const before = entry({ details: { beneficiary: 'personal', urgency: 'normal', time_windows: [{ weekday: 1, from: '09:00', to: '10:00' }] } })
    const patch = asPatch(before, { ...valuesOf(before), place: '' }) as unknown as Record<string, unknown>
    expect(patch.place).toBeNull()
    expect(patch.title).toBe(before.title)
    expect(patch.details).toMatchObject({ time_windows: [{ weekday: 1, from: '09:00', to: '10:00' }] })
  })
})

describe('claiming', () => {
  it('claims a part, and says what is left when another was faster', async () => {
    await signInAs(CONTACT); open({ entry_id: 'e-1' })
    let first = true
    answer({ ...around(entry()), [`POST ${C}/entries/e-1/claims`]: () => { if (first) { first = false; return refuse(409, 'claim_exceeds_entry', '认领的数量超过了剩余数量', { left: 2 }) } return { id: 'c-1' } } })
    render(<ClaimPage />)
    fireEvent.click(await screen.findByRole('button', { name: '全部 6 次' }))
    fireEvent.click(screen.getByRole('button', { name: '认领 6 次' }))
    expect(await screen.findByText(/现在只剩 2 次/)).toBeTruthy()
    fireEvent.change(screen.getByLabelText(/打算怎么做/), { target: { value: '周三上午' } })
    fireEvent.click(screen.getByRole('button', { name: '认领 2 次' }))
    await waitFor(() => expect(lastCall(`${C}/entries/e-1/claims`)!.body).toEqual({ actor: { type: 'unit', id: 'u-1' }, quantity: 2, note: '周三上午' }))
    expect(leftAfter({ code: 'claim_exceeds_entry', problem: {} }, 5)).toBe(5)
  })
  it('is for contacts, and says so', async () => {
    await signInAs(); open({ entry_id: 'e-1' })
    answer(around(entry({ details: { beneficiary: 'public', urgency: 'normal' } })))
    render(<ClaimPage />)
    expect(await screen.findByText('这一条由单位的联络员来认领。')).toBeTruthy()
  })
  it('lets a resident take a neighbour\'s wish on', async () => {
    await signInAs({ member_id: 'm-7' }); open({ entry_id: 'e-1' })
    answer({ ...around(entry()), [`POST ${C}/entries/e-1/claims`]: { id: 'c-1', state: 'open' } })
    render(<ClaimPage />)
    fireEvent.click(await screen.findByRole('button', { name: '认领 1 次' }))
    await waitFor(() => expect(lastCall(`${C}/entries/e-1/claims`)!.body).toEqual({ actor: { type: 'member', id: 'm-7' }, quantity: 1 }))
    expect(screen.queryByText('一起做的单位')).toBeNull()
  })
  it('asks units to help, each with its share, and keeps one for the claimant', async () => {
    await signInAs(CONTACT); open({ entry_id: 'e-1' })
    answer({ ...around(entry()), [`GET ${C}/units`]: page([{ id: 'u-1', name: '长寿物业', kind: 'company' }, { id: 'u-2', name: '区图书馆', kind: 'institution' }]), [`POST ${C}/entries/e-1/claims`]: { id: 'c-1', state: 'open' } })
    render(<ClaimPage />)
    fireEvent.click(await screen.findByRole('button', { name: '全部 6 次' }))
    fireEvent.click(screen.getByRole('button', { name: '邀请单位协助' }))
    fireEvent.click(await screen.findByRole('button', { name: /区图书馆/, hidden: true }))
    expect(screen.queryByRole('button', { name: /长寿物业/, hidden: true })).toBeNull()
    fireEvent.click(await screen.findByRole('button', { name: /增加.*分给它多少|分给它多少.*加|多一点，分给它多少/, hidden: true }))
    fireEvent.change(screen.getByLabelText(/请它做什么/), { target: { value: '讲绘本' } })
    fireEvent.click(screen.getByRole('button', { name: '邀请', hidden: true }))
    expect(await screen.findByText('您单位自己做 5 次。')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: '认领 6 次' }))
    await waitFor(() => expect(lastCall(`${C}/entries/e-1/claims`)!.body).toEqual({ actor: { type: 'unit', id: 'u-1' }, quantity: 6, assists: [{ unit_id: 'u-2', share: 1, part: '讲绘本' }] }))
  })
  it('stands in line where nothing is left or others come first', async () => {
    await signInAs(CONTACT); open({ entry_id: 'e-1' })
    const named = entry({ addressed: { until: '2026-11-30T16:00:00Z', units: [{ id: 'u-9', name: '区图书馆' }] } })
    answer({ ...around(named), [`POST ${C}/entries/e-1/claims`]: { id: 'c-1', state: 'waiting' } })
    render(<ClaimPage />)
    expect(await screen.findByText('先请区图书馆认领，到11月30日 周一为止；过后所有单位都可以认领。')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: '排队等 1 次' }))
    await waitFor(() => expect(lastCall(`${C}/entries/e-1/claims`)!.body).toEqual({ actor: { type: 'unit', id: 'u-1' }, quantity: 1, wait: true }))
    const as = { value: 'u-1', text: '', type: 'unit' as const }
    expect([mustWait(entry(), as, 6), mustWait(entry(), as, 0), mustWait(named, { ...as, value: 'u-9' }, 6)]).toEqual([false, true, false])
  })
})

describe('who comes first', () => {
  it('is named by the desk, and opened to all', async () => {
    await signInAs({ roles: ['member', 'staff'] }); open({ id: 'e-1' })
    answer({ ...around(entry()), [`GET ${C}/units`]: page([{ id: 'u-2', name: '区图书馆', kind: 'institution' }]), [`POST ${C}/entries/e-1/address`]: entry({ addressed: { until: '2026-11-30T16:00:00Z', units: [{ id: 'u-2', name: '区图书馆' }] } }) })
    render(<EntryPage />)
    fireEvent.click(await screen.findByRole('button', { name: '点名单位先认领' }))
    fireEvent.click(await screen.findByRole('button', { name: '点名 0 个单位', hidden: true }))
    expect(await screen.findByText('请至少选一个单位')).toBeTruthy()
    fireEvent.click(await screen.findByRole('checkbox', { name: '区图书馆', hidden: true }))
    fireEvent.click(screen.getByRole('button', { name: '点名 1 个单位', hidden: true }))
    await waitFor(() => expect(lastCall(`${C}/entries/e-1/address`)!.body).toMatchObject({ unit_ids: ['u-2'] }))
    expect(await screen.findByText(/先请区图书馆认领/)).toBeTruthy()
    expect(screen.getByRole('button', { name: '现在就向所有单位开放' })).toBeTruthy()
  })
})

describe('writing for somebody', () => {
  const fill = async () => {
    fireEvent.change(await screen.findByLabelText(/说说您的需要/), { target: { value: '想找人每周三陪我去医院' } })
  }
  it('is the desk\'s, and wants their consent', async () => {
    await signInAs({ roles: ['member', 'staff'] }); open({ kind: 'need' })
    answer({ [`GET ${C}/categories`]: CATEGORIES, [`POST ${C}/entries`]: entry() })
    render(<ProposePage />)
    await fill()
    fireEvent.change(screen.getByLabelText(/替谁提/), { target: { value: '沈阿婆' } })
    fireEvent.click(screen.getByText('提交'))
    expect(await screen.findByText('本人同意了吗')).toBeTruthy()
    expect(faults('need', { ...valuesOf(entry()), behalf: '沈阿婆' }).consent).toBeTruthy()
    expect(asBody('need', { ...valuesOf(entry()), behalf: ' 沈阿婆 ', consent: 'spoken' }).on_behalf_of).toEqual({ name: '沈阿婆', consent: 'spoken' })
    expect(asBody('need', valuesOf(entry())).on_behalf_of).toBeUndefined()
  })
  it('is not offered to a resident', async () => {
    await signInAs(); open({ kind: 'need' })
    answer({ [`GET ${C}/categories`]: CATEGORIES })
    render(<ProposePage />)
    await fill()
    expect(screen.queryByLabelText(/替谁提/)).toBeNull()
  })
})
