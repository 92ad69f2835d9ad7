import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { clearCache } from '@/core/cache'
import { message, question } from '@/core/dialogs'
import { forgetSession, online, outbox, setPrefs, signedIn, width } from '@/core/store'
import type { Alliance, AllianceItem, Ranking, Reciprocity } from '@/core/types'
import AlliancesPage from '@/alliance/alliances/index'
import BoardPage from '@/alliance/board/index'
import { countDone, dayBefore, doneOf, inOrder } from '@/alliance/parts/rules'
import RankingPage from '@/alliance/ranking/index'
import ReciprocityPage from '@/alliance/reciprocity/index'
import StatementPage from '@/alliance/statement/index'
import { answer, calls, CID, lastCall, membershipOf } from './api'
import { params } from './taro-mock'

const C = `/communities/${CID}`, THERE = 310107020901
const page = (items: unknown[]) => ({ items, next_cursor: null })
const terms = (due: number, kept: number) => ({ due, kept, excused: 0, percent: due ? Math.floor((kept * 100) / due) : null })
const account = (more: object = {}): Reciprocity => ({
  unit: { id: 'u-1', name: '上海染料研究所' }, quarter: '2026-10-01', quarter_name: '2026年第四季度',
  sides: [{ measure: 'hour', measure_name: '小时', gave: 150, got: 60, gave_text: '2.5小时', got_text: '1小时' }],
  lines: [
    { side: 'gave', source: 'hours', source_name: '志愿服务', text: '员工志愿服务', amount_text: '2.5小时', times: 2, agreement_id: null },
    { side: 'got', source: 'duty', source_name: '协议约定', text: '假期托管', amount_text: '1小时', times: 1, agreement_id: 'a-1' },
  ],
  own_terms: terms(4, 3), terms_owed_to: terms(0, 0), needs: [{ id: 'e-1', title: '想借一间会议室' }], shows_in_ranking: false, may_consent: true, ...more,
})
const made = { id: 's-1', number: '互-2026-000001', quarter: '2026-07-01', quarter_name: '2026年第三季度', own_terms: { due: 4, kept: 3 }, short_seal: 'ab12cd34', made_at: '2026-10-10T00:00:00Z' }
const item = (more: object = {}): AllianceItem => ({ id: 'i-1', no: 1, scope: 'personal', scope_name: '个人项目', title: '装扶手', taker: { id: CID, name: '泰和里社区' }, amount: 8, measure: '户', outcome: null, outcome_name: null, done_amount: null, word: null, may_answer: true, ...more }) as AllianceItem
const figures = { wishes: 114, claimed: 112, solved: 5, services: 20, minutes: 2400, terms_due: 0, terms_kept: 0 }
const whole = (more: object = {}): Alliance => ({
  id: 'al-1', name: '宜川路党建联盟', purpose: '', chair: { id: CID, name: '泰和里社区' }, is_chair: true, stand: 'joined', stand_name: '已加入', moves: [], months: ['2026-12-01'],
  board: { month: '2026-12-01', state: 'told', state_name: '已汇总通报', tells_at: '2027-01-10T04:00:00Z', review: null, may_review: true, updated_at: '2027-01-10T04:00:00Z', items: [item()], members: [{ id: CID, name: '泰和里社区', stand: 'joined', stand_name: '已加入', figures }, { id: THERE, name: '合欢里社区', stand: 'joined', stand_name: '已加入', figures: null }] },
  draft: null, neighbours: [], ...more,
}) as Alliance
const open = (p: Record<string, string>) => { Object.keys(params).forEach(k => delete params[k]); Object.assign(params, p) }
const tap = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }))
/** What stands in a sheet: jsdom shows no native dialog to roles. */
const tapText = async (name: string) => fireEvent.click(await screen.findByText(name))
const agree = () => waitFor(() => expect(question.get()).toBeTruthy()).then(() => question.get()!.answer(true))

beforeEach(() => {
  forgetSession(); clearCache(); setPrefs({ elder: false, dark: 'light', k: 0 }); online.set(true); width.set(390)
  outbox.snapshot().forEach(p => outbox.forget(p.key))
  question.set(undefined); message.set(undefined); vi.clearAllMocks(); open({})
  signedIn({ access_token: 'a1', refresh_token: 'r1', expires_in: 900, person: { id: 'p-1', name: null, phone_masked: null }, memberships: [membershipOf({ roles: ['member', 'lead'] })] as never })
})
afterEach(cleanup)

describe('the rules', () => {
  it('asks for the quarter before by the day before it', () => expect([dayBefore('2026-10-01'), dayBefore('2027-01-01')]).toEqual(['2026-09-30', '2026-12-31']))
  it('takes the amount that the outcome says', () => {
    expect([doneOf('done', '', 8), doneOf('not_done', '3', 8), doneOf('partly', '3', 8), doneOf('partly', '8', 8), doneOf('partly', '0', 8), doneOf('', '3', 8)]).toEqual([8, 0, 3, undefined, undefined, undefined])
  })
  it('shows what waits for us first and counts what is done', () => {
    const items = [item({ id: 'a', no: 1, may_answer: false }), item({ id: 'b', no: 2 }), item({ id: 'c', no: 3, outcome: 'done' })]
    expect(inOrder(items).map(i => i.id)).toEqual(['b', 'a', 'c'])
    expect(countDone({ items })).toBe(1)
  })
})

describe('a unit', () => {
  beforeEach(() => {
    open({ unit_id: 'u-1' })
    answer({ [`GET ${C}/units/u-1/reciprocity`]: account(), [`GET ${C}/units/u-1/reciprocity-statements`]: page([made]), [`POST ${C}/units/u-1/ranking-consent`]: { shows_in_ranking: true } })
  })
  it('sees both sides, its rate, and every line under a tap', async () => {
    render(<ReciprocityPage />)
    expect(await screen.findByRole('img', { name: '付出 2.5小时，得到 1小时' })).toBeTruthy()
    expect(screen.getByText('75%')).toBeTruthy()
    expect(screen.getByText('别人对本单位没有已有结果的约定')).toBeTruthy()
    await tap('看每一笔')
    expect(await screen.findByText('员工志愿服务')).toBeTruthy()
    expect(screen.getByText('协议约定 · 1次')).toBeTruthy()
  })
  it('consents to be ranked by its own switch', async () => {
    render(<ReciprocityPage />)
    fireEvent.click(await screen.findByRole('switch', { name: /在履约榜上显示本单位/ }))
    await waitFor(() => expect(lastCall(`${C}/units/u-1/ranking-consent`)?.body).toEqual({ shows_in_ranking: true }))
    await waitFor(() => expect(message.get()?.text).toBe('已同意显示。'))
  })
  it('looks at the quarter before', async () => {
    render(<ReciprocityPage />)
    fireEvent.click(await screen.findByRole('tab', { name: '上季度' }))
    await waitFor(() => expect(calls.some(c => c.query === 'day=2026-09-30')).toBe(true))
  })
  it('reads a sealed statement', async () => {
    open({ id: 's-1' })
    answer({ [`GET ${C}/reciprocity-statements/s-1`]: { ...account(), ...made, own_terms: terms(4, 3), community: '泰和里社区' } })
    render(<StatementPage />)
    expect(await screen.findByRole('img', { name: /印记 ab12cd34/ })).toBeTruthy()
    expect(screen.getByText('互-2026-000001')).toBeTruthy()
  })
})

it('ranks units that consented, and says how many did not', async () => {
  const ranking: Ranking = { quarter: '2026-07-01', quarter_name: '2026年第三季度', items: [{ place: 1, unit: { id: 'u-1', name: '上海染料研究所' }, due: 4, kept: 3, percent: 75 }], units_with_statement: 3 }
  answer({ [`GET ${C}/reciprocity/ranking`]: ranking })
  render(<RankingPage />)
  expect(await screen.findByText('应履行 4 项，已履行 3 项')).toBeTruthy()
  expect(screen.getByText('3 家单位有对账单，1 家同意显示')).toBeTruthy()
})

describe('an alliance', () => {
  it('is founded with communities of the street', async () => {
    answer({ [`GET ${C}/alliances`]: { items: [], neighbours: [{ id: THERE, name: '合欢里社区' }], may_found: true }, [`POST ${C}/alliances`]: whole() })
    render(<AlliancesPage />)
    await tap('发起联盟')
    await tapText('发起并邀请')
    expect(await screen.findByText('至少选一个社区')).toBeTruthy()
    fireEvent.change(screen.getByLabelText(/联盟名称/), { target: { value: '宜川路党建联盟' } })
    fireEvent.click(screen.getByLabelText('合欢里社区'))
    await tapText('发起并邀请')
    await waitFor(() => expect(lastCall(`${C}/alliances`)?.body).toEqual({ name: '宜川路党建联盟', purpose: '', other_ids: [THERE] }))
  })
  it('has an item answered by who took it', async () => {
    open({ id: 'al-1' })
    answer({ [`GET ${C}/alliances/al-1`]: whole(), [`POST ${C}/alliances/al-1/items/i-1/answer`]: whole() })
    render(<BoardPage />)
    fireEvent.click(await screen.findByText('装扶手'))
    await tapText('报给联盟')
    expect(await screen.findByText('请选一项')).toBeTruthy()
    fireEvent.click(screen.getByLabelText('办了一部分'))
    fireEvent.change(await screen.findByLabelText(/办了多少/), { target: { value: '5' } })
    await tapText('报给联盟')
    await waitFor(() => expect(lastCall(`${C}/alliances/al-1/items/i-1/answer`)?.body).toEqual({ month: '2026-12-01', outcome: 'partly', done_amount: 5, word: '' }))
  })
  it('shows figures as they came, and is reviewed', async () => {
    open({ id: 'al-1' })
    answer({ [`GET ${C}/alliances/al-1`]: whole(), [`POST ${C}/alliances/al-1/reviews`]: whole() })
    render(<BoardPage />)
    expect(await screen.findByRole('img', { name: '征集 114，认领 112' })).toBeTruthy()
    expect(screen.getByText('还没有报来')).toBeTruthy()
    await tap('写季度点评')
    fireEvent.change(await screen.findByLabelText(/^点评/), { target: { value: '办得扎实，继续' } })
    await tapText('发布点评')
    await waitFor(() => expect(lastCall(`${C}/alliances/al-1/reviews`)?.body).toEqual({ month: '2026-12-01', text: '办得扎实，继续' }))
  })
  it('is joined by a lead who was invited', async () => {
    open({ id: 'al-1' })
    const invited = whole({ is_chair: false, stand: 'invited', stand_name: '等待答复', board: null, months: [], moves: [{ move: 'join', name: '同意加入' }, { move: 'decline', name: '暂不加入' }] })
    answer({ [`GET ${C}/alliances/al-1`]: invited, [`POST ${C}/alliances/al-1/moves`]: whole() })
    render(<BoardPage />)
    await tap('同意加入')
    await agree()
    await waitFor(() => expect(lastCall(`${C}/alliances/al-1/moves`)?.body).toEqual({ move: 'join' }))
  })
})
