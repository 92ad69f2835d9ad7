import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import Taro from '@tarojs/taro'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { question } from '@/core/dialogs'
import { forgetSession, online, outbox, setPrefs, width } from '@/core/store'
import { clearCache } from '@/core/cache'
import type { Entry, Topic, Trace, TraceNode } from '@/core/types'
import DecidePage from '@/lists/decide/index'
import { asDecision, faultsOf } from '@/lists/decide/rules'
import EntryPage from '@/lists/entry/index'
import { mayEdit, maySuggest, who } from '@/lists/parts/rules'
import { daysLeft, mainMove, stopsOfTopic } from '@/lists/parts/topics'
import TopicPage from '@/lists/topic/index'
import TopicNewPage from '@/lists/topic-new/index'
import TracePage from '@/lists/trace/index'
import { lineOf, pageOf } from '@/lists/trace/rules'
import TopicsTab from '@/pages/topics/index'
import { answer, CID, lastCall, refuse, signInAs, startClock } from './api'
import { params } from './taro-mock'

const C = `/communities/${CID}`
const page = (items: unknown[]) => ({ items, next_cursor: null })
const topic = (more: object = {}): Topic => ({
  id: 't-1', entry_id: 'e-9', number: '议-0001', title: '充电桩装在哪里', text: '请大家说说。', category: 'facility', category_name: '公共设施', stage: 'talking', stage_name: '协商中',
  stage_ends_at: '2026-11-26T16:00:00Z', days_left: 3, overdue: false, next_actor: '社区工作者：召集会议', meeting_kind: 'council', meeting_name: '协商议事会', created_at: '2026-11-15T02:00:00Z',
  opened_by: { id: 'm-1', name: '陈阿姨' }, source: { type: 'entry', id: 'e-1', title: '电动自行车没有地方充电' }, decision: null,
  stops: [
    { stage: 'gathering', name: '征求意见', status: 'done', at: '2026-11-15T02:00:00Z', by: { id: 'm-2', name: '赵社工' }, note: null, ends_at: null, next_actor: null },
    { stage: 'talking', name: '协商中', status: 'now', at: '2026-11-20T02:00:00Z', by: { id: 'm-2', name: '赵社工' }, note: null, ends_at: '2026-11-26T16:00:00Z', next_actor: '社区工作者：召集会议' },
    { stage: 'deciding', name: '表决中', status: 'to_come', at: null, by: null, note: null, ends_at: null, next_actor: null },
  ], moves: [], ...more,
})
const DESK_MOVES = [{ move: 'put_to_vote', name: '付诸表决' }, { move: 'decide', name: '写下结论' }, { move: 'extend', name: '延长期限' }, { move: 'drop', name: '不再协商' }]
const STAFF = { roles: ['member', 'staff'] }
const entry = (more: object = {}): Entry => ({
  id: 'e-1', community_id: CID, number: '需-0001', kind: 'need', kind_name: '需求', title: '电动自行车没有地方充电', text: '', category: 'facility', category_name: '公共设施', place: null, state: 'open', state_name: '待认领',
  proposer: { type: 'member', id: 'm-9', name: '王*' }, quantity: 1, quantity_unit: '份', claimed_quantity: 0, starts_at: null, ends_at: null, details: { beneficiary: 'public', urgency: 'normal' }, created_at: '2026-11-20T02:00:00Z', updated_at: '2026-11-20T02:00:00Z', version: 1, moves: [], photos: [], ...more,
}) as Entry
const around = (e: Entry) => ({ [`GET ${C}/entries/e-1`]: e, [`GET ${C}/entries/e-1/history`]: { items: [] }, [`GET ${C}/entries/e-1/claims`]: page([]), [`GET ${C}/shifts`]: page([]), [`GET ${C}/categories`]: { items: [] } })
const node = (key: string, level: number, more: object = {}): TraceNode => ({ key, type: 'record', type_name: '服务记录', level, count: 1, id: key, title: `记录${key}`, state_name: '已入账', status: 'done', at: '2026-11-20T02:00:00Z', who: '王小明', next_actor: null, due_at: null, target: { type: 'record', id: key }, ...more })
const open = (p: Record<string, string>) => { Object.keys(params).forEach(k => delete params[k]); Object.assign(params, p) }

beforeEach(() => {
  forgetSession(); clearCache(); setPrefs({ elder: false, dark: 'light', k: 0 }); online.set(true); width.set(390)
  outbox.snapshot().forEach(p => outbox.forget(p.key))
  question.set(undefined); vi.clearAllMocks()
  startClock('2026-11-23T06:00:00Z')
})
afterEach(cleanup)

describe('what comes back for its review', () => {
  const back = topic({ stage: 'reviewing', stage_name: '回看中', moves: [{ move: 'close', name: '结束' }, { move: 'carry_out', name: '开始落实' }, { move: 'talk', name: '开会协商' }] })
  it('asks how it came out, and for two days where it is carried out once more', async () => {
    await signInAs(STAFF); open({ id: 't-1' })
    answer({ [`GET ${C}/topics/t-1`]: back, [`POST ${C}/topics/t-1/moves`]: topic({ stage: 'carrying_out', stage_name: '落实中' }) })
    render(<TopicPage />)
    fireEvent.click(await screen.findByRole('button', { name: '开始落实' }))
    const sheet = within(await screen.findByRole('dialog', { hidden: true }))
    fireEvent.change(sheet.getByLabelText(/做得怎样/), { target: { value: '还差两处' } })
    fireEvent.click(sheet.getByRole('button', { name: '开始落实', hidden: true }))
    expect(lastCall(`${C}/topics/t-1/moves`)).toBeUndefined()
    fireEvent.change(sheet.getByLabelText(/办完期限/), { target: { value: '2026-12-10' } })
    fireEvent.change(sheet.getByLabelText(/哪天回头看/), { target: { value: '2026-12-20' } })
    fireEvent.click(sheet.getByRole('button', { name: '开始落实', hidden: true }))
    await waitFor(() => expect(lastCall(`${C}/topics/t-1/moves`)?.body).toEqual({ move: 'carry_out', note: '还差两处', ends_on: '2026-12-10', review_on: '2026-12-20' }))
  })
  it('ends with the pine button, never without a word', async () => {
    await signInAs(STAFF); open({ id: 't-1' })
    answer({ [`GET ${C}/topics/t-1`]: back })
    render(<TopicPage />)
    expect(mainMove(back)?.move).toBe('close')
    fireEvent.click((await screen.findAllByRole('button', { name: '结束' })).at(-1)!)
    fireEvent.click(within(await screen.findByRole('dialog', { hidden: true })).getByRole('button', { name: '结束', hidden: true }))
    expect(lastCall(`${C}/topics/t-1/moves`)).toBeUndefined()
  })
})

describe('议事', () => {
  it('lists how far each topic is, how many days are left and who acts next', async () => {
    await signInAs(); open({})
    answer({ [`GET ${C}/topics`]: page([topic(), topic({ id: 't-2', title: '晾衣架', days_left: -2, overdue: true })]) })
    render(<TopicsTab />)
    const row = await screen.findByRole('button', { name: /充电桩装在哪里/ })
    expect(row.textContent).toContain('社区工作者：召集会议')
    expect(row.textContent).toContain('还剩 3 天')
    expect((await screen.findByRole('button', { name: /晾衣架/ })).textContent).toContain('已超期 2 天')
    expect(lastCall(`${C}/topics`)!.query).toBe('live=true')
    fireEvent.click(row)
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/lists/topic/index?id=t-1' })
    expect(screen.queryByRole('button', { name: '发起议题' })).toBeNull()
  })
  it('lets the desk open one, and says what is missing before it is sent', async () => {
    await signInAs(STAFF); open({})
    answer({ [`GET ${C}/categories`]: { items: [{ code: 'facility', name: '公共设施', parent: null }] }, [`POST ${C}/topics`]: topic() })
    render(<TopicNewPage />)
    fireEvent.click(await screen.findByRole('button', { name: '发起，开始征求意见' }))
    expect(screen.getByText('请写至少两个字')).toBeTruthy()
    expect(lastCall(`${C}/topics`)).toBeUndefined()
    fireEvent.change(screen.getByLabelText(/商量什么/), { target: { value: '充电桩装在哪里' } })
    fireEvent.change(screen.getByLabelText(/说明/), { target: { value: '请大家说说' } })
    fireEvent.change(screen.getByLabelText(/哪一类/), { target: { value: 'facility' } })
    fireEvent.click(screen.getByRole('button', { name: '发起，开始征求意见' }))
    await waitFor(() => expect(lastCall(`${C}/topics`)!.body).toEqual({ title: '充电桩装在哪里', text: '请大家说说', category: 'facility', meeting_kind: 'council' }))
    expect(Taro.redirectTo).toHaveBeenCalledWith({ url: '/lists/topic/index?id=t-1' })
  })
})

describe('a topic', () => {
  it('shows its line with who must act and by when beside now', async () => {
    await signInAs(); open({ id: 't-1' })
    answer({ [`GET ${C}/topics/t-1`]: topic() })
    render(<TopicPage />)
    const stops = await screen.findByRole('list', { name: '进展' })
    expect(stops.textContent).toContain('社区工作者：召集会议 · 到 11月26日 周四（还剩3天）')
    fireEvent.click(screen.getByRole('button', { name: /来龙去脉/ }))
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/lists/trace/index?type=topic&id=t-1' })
    expect(screen.queryByRole('button', { name: '写下结论' })).toBeNull()
  })
  it('has one pine button for the desk, and asks why before it is dropped', async () => {
    await signInAs(STAFF); open({ id: 't-1' })
    answer({ [`GET ${C}/topics/t-1`]: topic({ moves: DESK_MOVES }), [`POST ${C}/topics/t-1/moves`]: topic({ stage: 'dropped', stage_name: '不再协商' }) })
    render(<TopicPage />)
    fireEvent.click(await screen.findByRole('button', { name: '写下结论' }))
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/lists/decide/index?id=t-1' })
    fireEvent.click(screen.getByRole('button', { name: '不再协商' }))
    const sheet = within(await screen.findByRole('dialog', { hidden: true }))
    fireEvent.click(sheet.getByRole('button', { name: '不再协商', hidden: true }))
    expect(await sheet.findByText('请写一句话')).toBeTruthy()
    expect(lastCall(`${C}/topics/t-1/moves`)).toBeUndefined()
    fireEvent.change(sheet.getByRole('textbox', { hidden: true }), { target: { value: '物业已在办' } })
    fireEvent.click(sheet.getByRole('button', { name: '不再协商', hidden: true }))
    await waitFor(() => expect(lastCall(`${C}/topics/t-1/moves`)!.body).toEqual({ move: 'drop', note: '物业已在办' }))
  })
  it('is decided with reasons, an owner, a deadline and a day to look again', async () => {
    await signInAs(STAFF); open({ id: 't-1' })
    answer({ [`GET ${C}/topics/t-1`]: topic({ moves: DESK_MOVES }), [`GET ${C}/units`]: page([{ id: 'u-1', name: '社区活动中心' }]), [`POST ${C}/topics/t-1/moves`]: topic({ stage: 'decided' }) })
    render(<DecidePage />)
    fireEvent.click(await screen.findByRole('button', { name: '公布结论' }))
    expect((await screen.findAllByText('请选日期')).length).toBe(2)
    fireEvent.change(screen.getByLabelText(/定了什么/), { target: { value: '装十个' } })
    fireEvent.change(screen.getByLabelText(/为什么这样定/), { target: { value: '离得近' } })
    await screen.findByRole('option', { name: '社区活动中心' })
    fireEvent.change(screen.getByRole('combobox'), { target: { value: 'unit:u-1' } })
    fireEvent.change(screen.getByLabelText(/办完期限/), { target: { value: '2026-12-23' } })
    fireEvent.change(screen.getByLabelText(/哪天回头看/), { target: { value: '2027-03-23' } })
    fireEvent.click(screen.getByRole('button', { name: '公布结论' }))
    const decision = { text: '装十个', reasons: '离得近', owner: { type: 'unit', id: 'u-1' }, due_on: '2026-12-23', review_on: '2027-03-23' }
    await waitFor(() => expect(lastCall(`${C}/topics/t-1/moves`)!.body).toEqual({ move: 'decide', decision }))
  })
  it('rests on the vote that passed, never on one that did not', async () => {
    await signInAs(STAFF); open({ id: 't-1' })
    const motion = (id: string, outcome: string, text: string) => ({ id, meeting_id: 'g-1', item: { id: 'i-1', name: '定位置' }, topic_id: 't-1', no: 1, text, secrecy: 'open', secrecy_name: '记名表决', state: 'closed', state_name: '表决结束', opened_at: null, closed_at: null, voted: 4, outcome, outcome_name: outcome === 'passed' ? '通过' : '未通过' })
    answer({ [`GET ${C}/topics/t-1`]: topic({ moves: DESK_MOVES }), [`GET ${C}/units`]: page([{ id: 'u-1', name: '社区活动中心' }]), [`GET ${C}/topics/t-1/motions`]: page([motion('v-1', 'passed', '装在东门'), motion('v-2', 'rejected', '装在西门')]), [`POST ${C}/topics/t-1/moves`]: topic({ stage: 'decided' }) })
    render(<DecidePage />)
    expect((await screen.findByLabelText<HTMLSelectElement>(/依据哪次表决/)).value).toBe('v-1')
    expect(screen.queryByRole('option', { name: '装在西门' })).toBeNull()
    for (const [label, value] of [[/定了什么/, '装在东门'], [/为什么这样定/, '离得近'], [/谁来办/, 'unit:u-1'], [/办完期限/, '2026-12-23'], [/哪天回头看/, '2027-03-23']] as const) fireEvent.change(screen.getByLabelText(label), { target: { value } })
    fireEvent.click(screen.getByRole('button', { name: '公布结论' }))
    await waitFor(() => expect(lastCall(`${C}/topics/t-1/moves`)!.body.decision.motion_id).toBe('v-1'))
  })
  it('knows its clocks, its main step and what a decision becomes', () => {
    expect([daysLeft({ days_left: null }), daysLeft({ days_left: 0 }), daysLeft({ days_left: -1 })]).toEqual([undefined, '今天到期', '已超期 1 天'])
    expect(mainMove(topic({ moves: DESK_MOVES }))?.move).toBe('decide')
    expect(mainMove(topic())).toBeUndefined()
    expect(stopsOfTopic(topic().stops)[2]).toMatchObject({ name: '表决中', status: 'to_come', note: undefined })
    const form = { text: '装十个', reasons: '近', owner: 'member:m-1', due: '2026-12-23', review: '2026-12-01', listed: true, motion: '' }
    expect(Object.keys(faultsOf(form))).toEqual(['reasons', 'review'])
    expect(asDecision(form, topic()).entry).toMatchObject({ kind: 'need', title: '充电桩装在哪里', details: { beneficiary: 'public', deadline: '2026-12-23' } })
  })
})

describe('from an entry', () => {
  it('is brought before the meeting with a reason', async () => {
    await signInAs(); open({ id: 'e-1' })
    answer({ ...around(entry()), [`POST ${C}/entries/e-1/topics`]: topic({ stage: 'suggested' }) })
    render(<EntryPage />)
    fireEvent.click(await screen.findByRole('button', { name: /提到议事会商量/ }))
    const sheet = within(await screen.findByRole('dialog', { hidden: true }))
    fireEvent.click(sheet.getByRole('button', { name: '提交', hidden: true }))
    expect(await sheet.findByText('请写一句话，至少两个字')).toBeTruthy()
    fireEvent.change(sheet.getByRole('textbox', { hidden: true }), { target: { value: '好几栋楼都有' } })
    fireEvent.click(sheet.getByRole('button', { name: '提交', hidden: true }))
    await waitFor(() => expect(lastCall(`${C}/entries/e-1/topics`)!.body).toEqual({ text: '好几栋楼都有' }))
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/lists/topic/index?id=t-1' })
  })
  it('leads to the topic that is there already', async () => {
    await signInAs(); open({ id: 'e-1' })
    answer({ ...around(entry()), [`POST ${C}/entries/e-1/topics`]: refuse(409, 'topic_already_raised', '这件事已经在商量了', { topic_id: 't-7' }) })
    render(<EntryPage />)
    fireEvent.click(await screen.findByRole('button', { name: /提到议事会商量/ }))
    const sheet = within(await screen.findByRole('dialog', { hidden: true }))
    fireEvent.change(sheet.getByRole('textbox', { hidden: true }), { target: { value: '好几栋楼都有' } })
    fireEvent.click(sheet.getByRole('button', { name: '提交', hidden: true }))
    fireEvent.click(await sheet.findByRole('button', { name: '看这个议题', hidden: true }))
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/lists/topic/index?id=t-7' })
  })
  it('offers it for what everybody may see, and edits no topic', () => {
    const me = who({ roles: ['member', 'staff'], state: 'verified', units: [], member_id: 'm-1' } as never)
    expect([maySuggest(entry(), me), maySuggest(entry({ state: 'proposed' }), me), maySuggest(entry({ kind: 'topic' }), me), maySuggest(entry(), { ...me, verified: false })]).toEqual([true, false, false, false])
    expect(mayEdit(entry({ kind: 'topic' }), me)).toBe(false)
  })
})

describe('来龙去脉', () => {
  const trace: Trace = {
    cut: false, edges: [{ from: 'a', to: 'b', relation: '有人认领', note: null }, { from: 'b', to: 'c', relation: '换成', note: '15积分' }, { from: 'b', to: 'd', relation: '记下服务', note: null }],
    nodes: [
      node('c', 1, { type: 'voucher', type_name: '兑换券', title: '大米一袋', status: 'now', next_actor: '持券人：到店使用', due_at: '2026-12-01T02:00:00Z', target: { type: 'voucher', id: 'c' } }),
      node('a', -1, { type: 'entry', type_name: '清单事项', title: '想找人陪去医院', target: { type: 'entry', id: 'a' } }),
      node('b', 0, { title: '时-000012', who: '陈阿姨' }), node('d', 1, { id: null, title: null, count: 24, at: null, who: null, state_name: null, target: null }),
    ],
  }
  it('draws one line from the top, who must act beside now, and others without a name', async () => {
    await signInAs(); open({ type: 'record', id: 'b' })
    answer({ [`GET ${C}/trace/record/b`]: trace })
    render(<TracePage />)
    const stops = within(await screen.findByRole('list', { name: '一步一步' })).getAllByRole('listitem')
    expect(stops.map(s => /想找人|时-|24 条|大米/.exec(s.textContent ?? '')?.[0])).toEqual(['想找人', '时-', '24 条', '大米'])
    expect(stops[1].textContent).toContain('您在看的')
    expect(stops[2].textContent).toContain('别人的，不公开')
    expect(stops[3].textContent).toContain('换成 15积分')
    expect(stops[3].textContent).toContain('持券人：到店使用 · 12月1日 周二 前')
    fireEvent.click(screen.getByRole('button', { name: '想找人陪去医院' }))
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/lists/entry/index?id=a' })
  })
  it('puts many of one kind into one stop that opens', () => {
    const line = lineOf({ cut: true, edges: [], nodes: [node('s', 0, { type: 'shift', title: '活动' }), ...['1', '2', '3', '4'].map(k => node(k, 1))] })
    expect(line.map(s => s.name)).toEqual(['活动', '4 条服务记录'])
    expect(line[1].nodes.length).toBe(4)
    expect(pageOf(node('x', 1, { target: null }))).toBeUndefined()
    expect(lineOf({ cut: false, edges: [], nodes: [node('1', 1), node('2', 1)] }).length).toBe(2)
  })
  it('sets the merchant beside the voucher, draws a topic and its entry once, says how much where it is one', () => {
    const of = (key: string, level: number, type: string, more: object = {}) => node(key, level, { type, target: { type, id: key }, ...more })
    const nodes = [of('v', 0, 'voucher'), of('o', -1, 'offer'), of('p', -2, 'pledge'), of('t1', -1, 'transfer'), of('t2', -1, 'transfer'), of('r', -2, 'record')]
    const edges = [{ from: 'o', to: 'v', relation: '兑换', note: null }, { from: 't1', to: 'v', relation: '换成', note: '8积分' }]
    expect(lineOf({ cut: false, nodes, edges }).map(s => s.key)).toEqual(['r', 't1', 't2', 'p', 'o', 'v'])
    expect(lineOf({ cut: false, nodes, edges }).at(-1)?.relation).toBe('换成 8积分')
    expect(lineOf({ cut: false, nodes, edges: [...edges, { from: 't2', to: 'v', relation: '换成', note: '2积分' }] }).at(-1)?.relation).toBe('换成')
    const topics = [of('t', 0, 'topic'), of('e', 1, 'entry', { target: { type: 'topic', id: 't' } })]
    expect(lineOf({ cut: false, nodes: topics, edges: [] }).map(s => s.key)).toEqual(['t'])
  })
  it('says so where nothing is before or after it, and what to do when it fails', async () => {
    await signInAs(); open({ type: 'entry', id: 'a' })
    answer({ [`GET ${C}/trace/entry/a`]: { nodes: [trace.nodes[1]], edges: [], cut: true } })
    render(<TracePage />)
    expect(await screen.findByText('它还没有前后的事，有了会画在这里。')).toBeTruthy()
    expect(screen.getByText('内容很多，只画出了离得近的一部分。')).toBeTruthy()
    cleanup(); clearCache(); answer({})
    render(<TracePage />)
    expect(await screen.findByText('没有找到')).toBeTruthy()
  })
})
