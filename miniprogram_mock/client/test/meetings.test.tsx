import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fenOf, leftWords, mayGive, votesOf, yuan } from '@/budget/parts/rules'
import RoundPage from '@/budget/round/index'
import BudgetVotePage from '@/budget/vote/index'
import { message, question } from '@/core/dialogs'
import { clearCache } from '@/core/cache'
import { forgetSession, online, outbox, setPrefs, width } from '@/core/store'
import type { BudgetProposal, BudgetResult, BudgetRound, Meeting, Motion, Voice } from '@/core/types'
import { asMeeting, EMPTY, faultsOf } from '@/meetings/call/form'
import { asMinutes, formOf, isReady } from '@/meetings/minutes/form'
import { codeIn, countsOf, nearest, papersNext, partOf, quorumWords, voiceNow } from '@/meetings/parts/rules'
import { groupFaults } from '@/meetings/groups/form'
import GroupsPage from '@/meetings/groups/index'
import MeetingPage from '@/meetings/meeting/index'
import MinutesPage from '@/meetings/minutes/index'
import PapersPage from '@/meetings/papers/index'
import VotePage from '@/meetings/vote/index'
import { answer, CID, lastCall, refuse, signInAs, startClock } from './api'
import { params } from './taro-mock'

const C = `/communities/${CID}`
const page = (items: unknown[]) => ({ items, next_cursor: null })
const open = (p: Record<string, string>) => { Object.keys(params).forEach(k => delete params[k]); Object.assign(params, p) }
const tap = async (name: string | RegExp) => fireEvent.click((await screen.findAllByRole('button', { name, hidden: true })).at(-1)!)

const meeting = (more: Partial<Meeting> = {}): Meeting => ({
  id: 'm-1', number: '会-0001', kind: 'council', kind_name: '协商议事会', is_lawful: false, title: '充电桩', place: '二楼', starts_at: '2026-11-23T06:00:00Z', state: 'open', state_name: '正在开会', seats: 7, present: 3,
  quorum: { enough: 4, met: false, name: '到会过半', source: '本社区约定' }, text: '', basis: 'invited', basis_name: '受邀的人', audience: 'all', audience_name: '全社区', outside_seats: 0, called_at: '2026-11-10T06:00:00Z', opened_at: null, ended_at: null,
  agenda: [{ id: 'i-1', no: 1, title: '定位置', text: '', topic: null, notes: null, decision: null, actions: [] }], units: [], seat: { id: 's-1', is_household: false, present: false, way: null, way_name: null, is_me: true, may_attend: true },
  minutes: null, follows_id: null, followed_by_id: null, demand_ids: [], history: [], moves: [], may_show_code: false, may_note: false, may_write_minutes: false, may_read_roll: false, ...more,
})
const voice = (more: Partial<Voice> = {}): Voice => ({ seat_id: 's-1', name: null, is_own: true, is_present: true, voted: false, channel_name: null, may_vote: true, ...more })
const motion = (more: Partial<Motion> = {}): Motion => ({
  id: 'v-1', meeting_id: 'm-1', item: { id: 'i-1', name: '定位置' }, topic_id: null, no: 1, text: '装在东门车棚', secrecy: 'secret', secrecy_name: '无记名表决', state: 'open', state_name: '正在表决', opened_at: null, closed_at: null, voted: 0, outcome: null, outcome_name: null,
  turnout: { seats: 7, in_person: 4, represented: 0, present: 4, needed: 4, is_quorate: true, needed_yes: 3, rules: [] }, result: null, seats: [voice()], moves: [], ...more,
})

beforeEach(async () => {
  forgetSession(); clearCache(); setPrefs({ elder: false, dark: 'light', k: 0 }); online.set(true); width.set(390)
  outbox.snapshot().forEach(p => outbox.forget(p.key))
  question.set(undefined); message.set(undefined); vi.clearAllMocks(); open({})
  startClock('2026-11-23T06:00:00Z')
  await signInAs()
})
afterEach(() => { cleanup(); vi.useRealTimers() })

describe('the rules of meetings', () => {
  it('knows as what one is asked: a seat votes, a unit speaks, others listen', () => {
    expect(partOf(meeting(), [])).toBe('votes')
    expect(partOf(meeting({ seat: { ...meeting().seat!, is_household: true } }), [])).toBe('household')
    const none = meeting({ seat: null, units: [{ id: 'u-1', name: '研究所', came: false, delegate: null, said: null }] })
    expect([partOf(none, ['u-1']), partOf(none, ['u-2'])]).toEqual(['speaks', 'listens'])
  })
  it('says how many are there and how many it takes', () => {
    expect(quorumWords(meeting({ present: null }))).toBe('名册 7 席，到 4 席会议才有效。')
    expect(quorumWords(meeting())).toBe('到会 3 席，要到 4 席会议才有效。')
    expect(quorumWords(meeting({ present: 4, quorum: { ...meeting().quorum, met: true } }))).toBe('到会 4 席，已够 4 席，会议有效。')
  })
  it('votes for oneself first, then for who gave their voice', () => {
    const other = voice({ seat_id: 's-2', name: '周阿姨', is_own: false })
    expect(voiceNow(motion({ seats: [other, voice()] }))?.seat_id).toBe('s-1')
    expect(voiceNow(motion({ seats: [other, voice({ may_vote: false, voted: true })] }))?.seat_id).toBe('s-2')
  })
  it('takes the digits out of what was scanned', () => { expect([codeIn('sangong:meeting:ab12:482913'), codeIn(' 482913 ')]).toEqual(['482913', '482913']) })
  it('shows the ground of a demand that is nearest', () => {
    const of = (ground: string, signed: number, enough: number | null) => ({ ground, name: ground, source: '', signed, of: 30, enough, met: false })
    expect(nearest([of('adults', 2, 6), of('households', 2, 4), of('groups', 0, null)])?.ground).toBe('households')
  })
  it('takes counts only when they come to the papers that were given', () => {
    expect(countsOf({ yes: '2', no: '1', abstain: '0', invalid: '0' }, 3)).toEqual({ yes: 2, no: 1, abstain: 0, invalid: 0 })
    expect([countsOf({ yes: '2', no: '1', abstain: '', invalid: '0' }, 3), countsOf({ yes: '2', no: '0', abstain: '0', invalid: '0' }, 3)]).toEqual([undefined, undefined])
  })
  it('tells the two who read papers what is next', () => {
    const p = { given: [{ id: 's-1', name: '甲' }], readings: [], is_counted: false, may_read: true, differences: [] }
    const read = { by: { id: 'a', name: '乙' }, round: 1, at: '', is_mine: false }
    expect([papersNext({ ...p, given: [] }), papersNext(p), papersNext({ ...p, readings: [read] }), papersNext({ ...p, readings: [read], may_read: false }), papersNext({ ...p, is_counted: true })].map(s => s.slice(0, 5))).toEqual(['还没有发出', '请两位工作', '一位已经填', '您已填好，', '两次点的一'])
  })
  it('asks for what a call needs, and sends an electorate only where the law has one', () => {
    expect(faultsOf(EMPTY, false)).toEqual({ title: true, place: true, when: true, agenda: true })
    const full = { ...EMPTY, title: '充电桩', place: '二楼', when: { date: '2026-12-01', time: '18:30' }, agenda: [{ title: '定位置', topic: 't-1' }] }
    expect(faultsOf(full, false)).toEqual({})
    expect(asMeeting(full, {})).toMatchObject({ starts_at: '2026-12-01T10:30:00Z', audience: { rule: 'all' }, agenda: [{ title: '定位置', topic_id: 't-1' }] })
    const lawful = asMeeting({ ...full, kind: 'residents' }, { demand_id: 'd-1' })
    expect([lawful.basis, lawful.audience, lawful.demand_id]).toEqual(['representatives', undefined, 'd-1'])
  })
  it('keeps minutes only when each point has words and each action is whole', () => {
    const f = formOf(meeting())
    expect(isReady(f)).toBe(false)
    const action = { title: '每月检查', category: 'facility', owner: 'unit:u-1', due: '2026-12-10' as const, review: '2026-12-01' as const }
    const said = { text: '谈得好', points: [{ ...f.points[0], notes: '都同意', actions: [action] }] }
    expect([isReady(said), isReady({ ...said, points: [{ ...said.points[0], actions: [{ ...action, review: '2027-01-10' }] }] })]).toEqual([false, true])
    expect(asMinutes(said).items[0]).toMatchObject({ decision: undefined, actions: [{ kind: 'need', owner: { type: 'unit', id: 'u-1' } }] })
  })
})

describe('a meeting', () => {
  it('takes a check-in by the code, then offers the vote', async () => {
    open({ id: 'm-1' })
    const here = meeting({ present: 4, seat: { ...meeting().seat!, present: true, may_attend: false, way_name: '会议码签到' } })
    let came = false
    const seen = () => motion({ seats: [voice({ is_present: came, may_vote: came })] })
    answer({ [`GET ${C}/meetings/m-1`]: () => (came ? here : meeting()), [`GET ${C}/meetings/m-1/motions`]: page([motion()]), [`GET ${C}/motions/v-1`]: seen, [`POST ${C}/meetings/m-1/attendance`]: () => { came = true; return here } })
    render(<MeetingPage />)
    await tap('签到')
    fireEvent.change(await screen.findByLabelText(/会议码/), { target: { value: '482913' } })
    fireEvent.click(screen.getAllByRole('button', { name: '签到', hidden: true })[0]) // the sheet's, before the page's
    expect(await screen.findByText('您已到会。')).toBeTruthy()
    expect(lastCall(`${C}/meetings/m-1/attendance`)?.body).toEqual({ code: '482913' })
    expect(await screen.findByText('去表决')).toBeTruthy()
  })
})

describe('a vote', () => {
  it('is one tap and one yes, is not kept on the phone, and only says that it was cast', async () => {
    open({ id: 'v-1' })
    let voted = false
    answer({ [`GET ${C}/motions/v-1`]: () => (voted ? motion({ voted: 1, seats: [voice({ voted: true, may_vote: false })] }) : motion()), [`PUT ${C}/motions/v-1/vote`]: () => { voted = true; return { motion_id: 'v-1', seat_id: 's-1', voted: true } } })
    render(<VotePage />)
    expect(await screen.findByText('无记名表决：谁也看不到谁投了什么。')).toBeTruthy()
    await tap('不同意')
    await tap('就投不同意')
    expect(await screen.findByText('您已投')).toBeTruthy()
    expect(lastCall(`${C}/motions/v-1/vote`)).toMatchObject({ method: 'PUT', body: { seat_id: 's-1', choice: 'no' } })
    expect(lastCall(`${C}/motions/v-1/vote`)?.header['Idempotency-Key']).toBeUndefined()
    expect(outbox.waiting()).toEqual([])
    expect(screen.queryByRole('button', { name: '不同意', hidden: true })).toBeNull()
  })
  it('says to check in first, and that others do not vote', async () => {
    open({ id: 'v-1' })
    answer({ [`GET ${C}/motions/v-1`]: motion({ seats: [voice({ is_present: false, may_vote: false })] }) })
    render(<VotePage />)
    expect(await screen.findByText('先签到，才能表决。')).toBeTruthy()
    cleanup(); clearCache()
    answer({ [`GET ${C}/motions/v-1`]: motion({ seats: [] }) })
    render(<VotePage />)
    expect(await screen.findByText('您不在名册上，不参加表决。')).toBeTruthy()
  })
  it('shows what came of it', async () => {
    open({ id: 'v-1' })
    answer({ [`GET ${C}/motions/v-1`]: motion({ state: 'closed', state_name: '表决结束', outcome: 'passed', outcome_name: '通过', seats: [], result: { yes: 3, no: 1, abstain: 0, invalid: 0, seal: 'a'.repeat(64), short_seal: 'aaaaaaaa' } }) })
    render(<VotePage />)
    expect(await screen.findByText('3 票')).toBeTruthy()
    expect(screen.getByText('到会 4 席，名册 7 席，3 票同意才通过。')).toBeTruthy()
  })
})

describe('the desk', () => {
  it('enters counts of a box only when they come to its papers', async () => {
    open({ id: 'v-1' })
    await signInAs({ roles: ['member', 'staff'] })
    const papers = { given: [{ id: 's-1', name: '甲' }, { id: 's-2', name: '乙' }], readings: [], is_counted: false, may_read: true, differences: [] }
    answer({ [`GET ${C}/motions/v-1`]: motion(), [`GET ${C}/motions/v-1/papers`]: papers, [`PUT ${C}/motions/v-1/paper-readings`]: { ...papers, may_read: false, readings: [{ by: { id: 'a', name: '丙' }, round: 1, at: '2026-11-23T06:00:00Z', is_mine: true }] } })
    render(<PapersPage />)
    for (const [label, n] of [['同意', '1'], ['不同意', '0'], ['弃权', '0'], ['无效', '0']]) fireEvent.change((await screen.findAllByLabelText(new RegExp(`^${label}`)))[0], { target: { value: n } })
    await tap('交上')
    expect(await screen.findByText('四个数加起来应是 2 张')).toBeTruthy()
    fireEvent.change((await screen.findAllByLabelText(/^同意/))[0], { target: { value: '2' } })
    await tap('交上')
    expect(await screen.findByText('您已填好，等另一位。')).toBeTruthy()
  })
  it('writes minutes on the version it read', async () => {
    open({ id: 'm-1' })
    await signInAs({ roles: ['member', 'staff'] })
    answer({ [`GET ${C}/meetings/m-1`]: meeting({ state: 'held', may_write_minutes: true }), [`GET ${C}/categories`]: { items: [] }, [`GET ${C}/units`]: page([]), [`PUT ${C}/meetings/m-1/minutes`]: meeting() })
    render(<MinutesPage />)
    await tap('保存纪要')
    expect(await screen.findByText('还有没填好的，往下看。')).toBeTruthy()
    fireEvent.change(await screen.findByLabelText(/总的情况/), { target: { value: '谈得好' } })
    fireEvent.change(await screen.findByLabelText(/大家怎么说/), { target: { value: '都同意' } })
    await tap('保存纪要')
    await waitFor(() => expect(lastCall(`${C}/meetings/m-1/minutes`)?.body).toEqual({ text: '谈得好', items: [{ item_id: 'i-1', notes: '都同意', actions: [] }] }))
    expect(lastCall(`${C}/meetings/m-1/minutes`)?.header['If-Match']).toBe('"1"')
  })
})

const round = (more: Partial<BudgetRound> = {}): BudgetRound => ({
  id: 'r-1', number: 1, title: '明年的钱', budget_fen: 5_000_000, fund: '公益经费', ballot_kind: 'points', ballot_name: '打分', points_max: 10, stage: 'voting', stage_name: '投票中', stage_ends_at: '2026-11-30T16:00:00Z', days_left: 7, overdue: false, next_actor: null,
  proposals: { proposed: 0, passed: 2, refused: 0, withdrawn: 0 }, voters: 3, has_result: false, text: '', topic: null, stops: [], moves: [], may_propose: false, is_voting_open: true, ...more,
})
const proposal = (id: string, cost_fen: number, more: Partial<BudgetProposal> = {}): BudgetProposal => ({ id, round_id: 'r-1', number: 1, title: `提案${id}`, text: '', category_name: '设施', cost_fen, entry_id: null, proposed_by: { id: 'm', name: '甲' }, is_mine: false, state: 'passed', state_name: '可以投票', reason: null, is_chosen: null, moves: [], ...more })

describe('resident groups and the register', () => {
  const known = { items: [{ id: 'g-1', name: '第一居民小组', buildings: ['3号楼'], leader: null, representatives: [], elected_on: null }], loose_buildings: ['5号楼'], register: null, may_keep: true }
  it('says that the numbers are missing, and wants all four of them', async () => {
    await signInAs({ roles: ['member', 'staff'] })
    answer({ [`GET ${C}/resident-groups`]: known, [`PUT ${C}/resident-register`]: { ...known, register: { adults: 812, households: 402, as_of: '2026-11-01', source: '户籍登记册' } } })
    render(<GroupsPage />)
    expect(await screen.findByText('还没有登记。按全体居民或每户召集会议，要先登记。')).toBeTruthy()
    await tap('登记人数')
    fireEvent.change(await screen.findByLabelText(/18周岁以上居民/), { target: { value: '812' } })
    await tap('保存')
    expect(lastCall(`${C}/resident-register`)).toBeUndefined()
    for (const [label, value] of [[/^户数/, '402'], [/截至哪天/, '2026-11-01'], [/依据/, '户籍登记册']] as const) fireEvent.change(screen.getByLabelText(label), { target: { value } })
    await tap('保存')
    await waitFor(() => expect(lastCall(`${C}/resident-register`)?.body).toEqual({ adults: 812, households: 402, as_of: '2026-11-01', source: '户籍登记册' }))
    expect(await screen.findByText('18周岁以上 812 人，402 户')).toBeTruthy()
  })
  it('gives a group a free building, and never one representative alone', async () => {
    await signInAs({ roles: ['member', 'staff'] })
    answer({ [`GET ${C}/resident-groups`]: known, [`PUT ${C}/resident-groups/g-1`]: known })
    render(<GroupsPage />)
    await tap(/第一居民小组/)
    fireEvent.click(await screen.findByLabelText('5号楼'))
    await tap('保存')
    await waitFor(() => expect(lastCall(`${C}/resident-groups/g-1`)?.body).toMatchObject({ name: '第一居民小组', buildings: ['3号楼', '5号楼'], representative_ids: [] }))
    expect(groupFaults({ name: '一组', buildings: [], elected: [{ id: 'm-1', name: '甲' }], on: '' })).toEqual({ elected: true })
  })
  it('asks whom the topics concern, or whole groups', () => {
    const form = { ...EMPTY, when: { date: '2026-12-01', time: '18:30' } }
    expect(asMeeting({ ...form, all: 'concerned' }, {}).audience).toEqual({ rule: 'concerned' })
    expect(faultsOf({ ...EMPTY, all: 'groups' }, false).buildings).toBe(true)
    expect(asMeeting({ ...form, all: 'groups', groups: ['g-1'] }, {}).audience).toEqual({ rule: 'groups', ids: ['g-1'] })
  })
})

describe('budget rounds', () => {
  it('writes and reads money', () => {
    expect([yuan(1_200_000), yuan(150), fenOf('3000'), fenOf('12.5'), fenOf('0'), fenOf('1e3')]).toEqual(['12,000 元', '1.50 元', 300_000, 1250, undefined, undefined])
  })
  it('says what is left, and gives no more than that', () => {
    const all = [proposal('a', 1_000_000), proposal('b', 1_500_000)]
    expect(leftWords(round(), { a: 4, b: 3 }, all)).toBe('还剩 3 分')
    expect([mayGive({ a: 4, b: 3 }, 'a', 10), mayGive({ a: 10 }, 'b', 10)]).toEqual([7, 0])
    expect(leftWords(round({ ballot_kind: 'approval', points_max: null }), { a: 1, b: 1 }, all)).toBe('勾了 2 个，合计 25,000 元，占 50%')
    expect(votesOf({ a: 0, b: 2 })).toEqual([{ proposal_id: 'b', points: 2 }])
  })
  it('sends the whole ballot and keeps none of it', async () => {
    open({ id: 'r-1' })
    const mine = { may_vote: true, why_not: null, votes: [{ proposal_id: 'a', points: 9 }] }
    answer({ [`GET ${C}/budget-rounds/r-1`]: round(), [`GET ${C}/budget-rounds/r-1/ballot`]: mine, [`GET ${C}/budget-rounds/r-1/proposals`]: page([proposal('a', 100_00), proposal('b', 200_00), proposal('c', 1, { state: 'proposed' })]), [`PUT ${C}/budget-rounds/r-1/ballot`]: mine })
    render(<BudgetVotePage />)
    await tap(/增加提案b/)
    expect(await screen.findByText('还剩 0 分')).toBeTruthy()
    expect(screen.queryByText('提案c')).toBeNull()
    await tap('交选票')
    await waitFor(() => expect(lastCall(`${C}/budget-rounds/r-1/ballot`)?.body).toEqual({ votes: [{ proposal_id: 'a', points: 9 }, { proposal_id: 'b', points: 1 }] }))
    expect(outbox.waiting()).toEqual([])
  })
  it('says in words who is represented, and the other way only under a tap', async () => {
    open({ id: 'r-1' })
    const found = { by_equal_shares: true, by_greedy: false, how: 'equal_shares', price_fen: 1, entry_id: 'e-1', supporters: 6, points: 6, number: 1, cost_fen: 750_000 }
    const result: BudgetResult = { budget_fen: 3_000_000, spent_fen: 750_000, greedy_spent_fen: 0, electors: 25, voters: 20, share_fen: 150_000, raised_percent: 0, proposals: [{ id: 'p', title: '装路灯', ...found }], represented: { equal_shares: { nothing: 1, part: 9, full: 10, mean_percent: 90 }, greedy: { nothing: 6, part: 4, full: 10, mean_percent: 70 } }, buildings: [], ballots_hash: 'f'.repeat(64) }
    answer({ [`GET ${C}/budget-rounds/r-1`]: round({ stage: 'decided', is_voting_open: false, has_result: true }), [`GET ${C}/budget-rounds/r-1/proposals`]: page([]), [`GET ${C}/budget-rounds/r-1/result`]: result })
    render(<RoundPage />)
    expect(await screen.findByText('20 位投票的人里，19 位赞成的事选上了至少一件。')).toBeTruthy()
    expect(screen.queryByText(/只看票数的话/)).toBeNull()
    await tap(/如果只看票数/)
    expect(await screen.findByText('只看票数的话，20 位投票的人里有 14 位赞成的事选上；现在是 19 位。')).toBeTruthy()
  })
  it('tells who may not vote why', async () => {
    open({ id: 'r-1' })
    answer({ [`GET ${C}/budget-rounds/r-1`]: round(), [`GET ${C}/budget-rounds/r-1/ballot`]: { may_vote: false, why_not: '住在本社区的成年居民才能投票', votes: [] }, [`GET ${C}/budget-rounds/r-1/proposals`]: refuse(500, 'internal', '出错') })
    render(<BudgetVotePage />)
    expect(await screen.findByText('住在本社区的成年居民才能投票')).toBeTruthy()
  })
})
