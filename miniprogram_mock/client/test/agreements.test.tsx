import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import Taro from '@tarojs/taro'
import nacl from 'tweetnacl'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import ChangesPage from '@/agreements/changes/index'
import ListPage from '@/agreements/list/index'
import ReadPage from '@/agreements/read/index'
import WritePage from '@/agreements/write/index'
import { clauseOf, newRow, sidesOf, unpaid, wrongIn } from '@/agreements/parts/rules'
import { clearCache } from '@/core/cache'
import { message, question } from '@/core/dialogs'
import { canonical, hashOf, messageOf, toBase64 } from '@/core/pact'
import { forgetSession, online, outbox, setPrefs, width } from '@/core/store'
import type { Clause, WholeAgreement } from '@/core/types'
import { fromBase64 } from '@/core/voucher'
import { device } from '@/platform/device'
import { answer, calls, CID, lastCall, refuse, signInAs, startClock } from './api'
import { NUMBER, PARTIES, TEXT } from './pact-sample'
import { params } from './taro-mock'

const C = `/communities/${CID}`, A = `${C}/agreements`
const page = (items: unknown[]) => ({ items, next_cursor: null })
const agreement = (more: object = {}): WholeAgreement => ({
  id: 'a-1', number: NUMBER, title: TEXT.title, state: 'signing', state_name: '等待签署', starts_on: TEXT.starts_on, ends_on: TEXT.ends_on, entry: null, claim_id: null, parties: PARTIES,
  open_text: { version: 1, purpose_name: '共建协议' }, open_state: 'signing', unsigned: [{ no: 1, name: '绿洲公司' }], is_my_turn: true, created_at: '2026-11-23T01:00:00Z', ended_at: null, end_reason: null,
  in_force: null, waiting: null, open: TEXT, dropped: null, versions: [], moves: [{ move: 'decline', name: '不同意，退回' }], speaks_for: [1], sign_as: [1], hand_in_for: [1], may_draft: [], next_clause_no: 2, ...more,
})
const open = (p: Record<string, string>) => { Object.keys(params).forEach(k => delete params[k]); Object.assign(params, p) }
/** jsdom leaves what is in a sheet hidden. */
const tap = async (name: string | RegExp) => fireEvent.click((await screen.findAllByRole('button', { name, hidden: true })).at(-1)!)
const fill = (name: string | RegExp, value: string) => fireEvent.change(screen.getByRole('textbox', { name, hidden: true }), { target: { value } })

beforeEach(async () => {
  forgetSession(); clearCache(); setPrefs({ elder: false, dark: 'light', k: 0 }); online.set(true); width.set(390)
  outbox.snapshot().forEach(p => outbox.forget(p.key))
  ;['pact:seed:p-1', 'draft:agreement:new', 'draft:agreement:a-1'].forEach(Taro.removeStorageSync)
  question.set(undefined); message.set(undefined); vi.restoreAllMocks(); open({})
  startClock('2026-11-23T06:00:00Z')
  await signInAs()
})
afterEach(cleanup)

describe('what is signed', () => {
  it('is the text as the phone shows it, by the hash that the server gives it', () => {
    expect(hashOf({ number: NUMBER }, TEXT, CID)).toBe(TEXT.text_hash)
    const other = { ...TEXT, clauses: [{ ...TEXT.clauses[0], amount: 5 }] }
    expect(hashOf({ number: NUMBER }, other, CID)).not.toBe(TEXT.text_hash)
  })
  it('names its parties as they were when it was offered, whatever a unit is called now', async () => {
    open({ id: 'a-1' })
    answer({ [`GET ${A}/a-1`]: agreement({ parties: [PARTIES[0], { ...PARTIES[1], name: '绿洲科技公司' }] }) })
    render(<ReadPage />)
    await tap(/点一下核对/)
    expect(message.get()).toMatchObject({ tone: 'ok' })
    expect((await screen.findAllByText('绿洲公司为和平社区做')).length).toBe(1)
  })
  it('is canonical: keys in their order, nothing between', () => { expect(canonical({ b: [1, null, '行\n'], a: true })).toBe('{"a":true,"b":[1,null,"行\\n"]}') })
  it('is written in base64url as it is read', () => {
    for (const n of [0, 1, 2, 3, 31, 32, 64]) { const raw = nacl.randomBytes(n); expect(fromBase64(toBase64(raw))).toEqual(raw) }
  })
})

describe('reading and signing', () => {
  it('signs by a key of the phone, the same one the next time', async () => {
    open({ id: 'a-1' })
    answer({ [`GET ${A}/a-1`]: agreement(), [`POST ${A}/a-1/signatures`]: agreement({ sign_as: [], unsigned: [] }) })
    render(<ReadPage />)
    await tap('代表绿洲公司签署')
    question.get()!.answer(true)
    await waitFor(() => expect(lastCall(`${A}/a-1/signatures`)?.body).toMatchObject({ party_no: 1, version: 1, text_hash: TEXT.text_hash, method: 'device_key' }))
    const { public_key, signature } = lastCall(`${A}/a-1/signatures`)!.body
    const said = Uint8Array.from(messageOf({ cid: CID, agreement: 'a-1', version: 1, party: 1, hash: TEXT.text_hash! }), c => c.charCodeAt(0))
    expect(nacl.sign.detached.verify(said, fromBase64(signature)!, fromBase64(public_key)!)).toBe(true)
    cleanup(); clearCache()
    render(<ReadPage />)
    await tap('代表绿洲公司签署')
    question.get()!.answer(true)
    await waitFor(() => expect(calls.filter(c => c.method === 'POST').length).toBe(2))
    expect(lastCall(`${A}/a-1/signatures`)!.body.public_key).toBe(public_key)
  })
  it('signs by a tap where the phone makes no key', async () => {
    vi.spyOn(device, 'random').mockRejectedValue(new Error('none'))
    open({ id: 'a-1' })
    answer({ [`GET ${A}/a-1`]: agreement(), [`POST ${A}/a-1/signatures`]: agreement({ sign_as: [] }) })
    render(<ReadPage />)
    await tap('代表绿洲公司签署')
    question.get()!.answer(true)
    await waitFor(() => expect(lastCall(`${A}/a-1/signatures`)?.body).toEqual({ party_no: 1, version: 1, text_hash: TEXT.text_hash, method: 'tap' }))
  })
  it('does not sign what is shown otherwise than it is sealed', async () => {
    open({ id: 'a-1' })
    answer({ [`GET ${A}/a-1`]: agreement({ open: { ...TEXT, clauses: [{ ...TEXT.clauses[0], amount: 40 }] } }) })
    render(<ReadPage />)
    await tap('代表绿洲公司签署')
    expect(message.get()?.text).toContain('先不要签')
    expect([question.get(), calls.some(c => c.method === 'POST')]).toEqual([undefined, false])
  })
  it('says that the text changed meanwhile', async () => {
    open({ id: 'a-1' })
    answer({ [`GET ${A}/a-1`]: agreement(), [`POST ${A}/a-1/signatures`]: refuse(409, 'text_changed', '协议文本已经改过，请重新看一遍再签') })
    render(<ReadPage />)
    await tap('代表绿洲公司签署')
    question.get()!.answer(true)
    await waitFor(() => expect(message.get()?.text).toBe('协议文本已经改过，请重新看一遍再签'))
  })
  it('works the seal out again when it is tapped', async () => {
    open({ id: 'a-1' })
    answer({ [`GET ${A}/a-1`]: agreement() })
    render(<ReadPage />)
    await tap(/点一下核对/)
    expect(message.get()).toMatchObject({ tone: 'ok', text: '核对过：您看到的文字与签署的一致' })
  })
  it('declines for the party with a reason, and sends nothing without one', async () => {
    open({ id: 'a-1' })
    answer({ [`GET ${A}/a-1`]: agreement(), [`POST ${A}/a-1/moves`]: agreement({ state: 'draft', state_name: '起草中' }) })
    render(<ReadPage />)
    await tap('不同意，退回')
    await tap('不同意，退回')
    expect(await screen.findByText('请写明原因，各方都看得到')).toBeTruthy()
    fill(/原因/, '次数太多')
    await tap('不同意，退回')
    await waitFor(() => expect(lastCall(`${A}/a-1/moves`)?.body).toEqual({ move: 'decline', party_no: 1, note: '次数太多' }))
  })
})

describe('how it is kept', () => {
  const kept = (may_open: boolean, ...states: [string, string, string][]) => ({ id: 'd-1', agreement_id: 'a-1', agreement_title: '', clause_no: 1, text: '陪护高龄老人💪', measure: '次', giver: { id: 'u', name: '绿洲公司' }, receiver: { id: null, name: '社区' }, accepter: { id: null, name: '社区' }, evidence: [], state: 'in_force', state_name: '履行中', may_open, terms: states.map(([due_on, state, state_name], i) => ({ id: `t-${i}`, due_on, last_day: due_on, amount: 4, accepted_amount: 0, state, state_name })) })
  const inForce = (duty: object) => ({ [`GET ${A}/a-1`]: agreement({ state: 'in_force', state_name: '履行中', open: null, in_force: { ...TEXT, state: 'agreed' } }), [`GET ${A}/a-1/duties`]: page([duty]) })
  const TWO: [string, string, string][] = [['2026-12-01', 'accepted', '已完成'], ['2027-01-01', 'overdue', '已逾期'], ['2027-02-01', 'cancelled', '已取消']]
  it('stands at each clause, with a way to each due day', async () => {
    const went = vi.spyOn(Taro, 'navigateTo')
    open({ id: 'a-1' }); answer(inForce(kept(true, ...TWO)))
    render(<ReadPage />)
    expect(await screen.findByText('已办完 1 期，共 2 期 · 这一期 2027年1月1日 周五前')).toBeTruthy()
    await tap(/陪护高龄老人/)
    await tap(/2027年1月1日 周五前.*已逾期/)
    expect(went.mock.calls[0][0].url).toBe('/agreements/duty/index?id=t-1')
  })
  it('goes straight to the only one', async () => {
    const went = vi.spyOn(Taro, 'navigateTo')
    open({ id: 'a-1' }); answer(inForce(kept(true, TWO[0])))
    render(<ReadPage />)
    await tap(/陪护高龄老人/)
    expect(went.mock.calls[0][0].url).toBe('/agreements/duty/index?id=t-0')
  })
  it('is told to others, who open nothing', async () => {
    open({ id: 'a-1' }); answer(inForce(kept(false, TWO[0])))
    render(<ReadPage />)
    expect(await screen.findByText('已完成')).toBeTruthy()
    expect(screen.queryByRole('button', { name: /陪护高龄老人/ })).toBeNull()
  })
  it('shows what an earlier text asked for', async () => {
    open({ id: 'a-1' }); answer(inForce({ ...kept(true, ['2026-12-01', 'open', '待办理']), clause_no: 9, text: '教智能手机' }))
    render(<ReadPage />)
    expect(await screen.findByText('以前约定、还没办完的')).toBeTruthy()
  })
})

describe('clauses', () => {
  const clause = (no: number, giver: number, receiver: number): Clause => ({ ...TEXT.clauses[0], no, giver, receiver })
  it('stand as sides, what units give before what the community gives back', () => {
    expect(sidesOf([clause(1, 0, 1), clause(2, 1, 0), clause(3, 0, 1)]).map(s => [s.giver, s.receiver, s.clauses.map(c => c.no)])).toEqual([[1, 0, [2]], [0, 1, [1, 3]]])
  })
  it('tell which unit gives and gets nothing', () => {
    expect(unpaid(PARTIES, [clause(1, 1, 0)])).toEqual(['绿洲公司'])
    expect(unpaid(PARTIES, [clause(1, 1, 0), clause(2, 0, 1)])).toEqual([])
  })
  it('are not kept half written', () => {
    expect(Object.keys(wrongIn({ ...newRow(1, ''), amount: '0', evidence: [], schedule: 'weekly' }))).toEqual(['text', 'amount', 'measure', 'due_on', 'until_on', 'evidence'])
    expect(clauseOf({ ...newRow(2, '2026-12-01', 0), text: '提供活动室', measure: '场' })).toMatchObject({ giver: 0, receiver: 1, accepter: 1, amount: 1, until_on: null })
  })
})

describe('writing', () => {
  const draft = agreement({ state: 'draft', state_name: '起草中', open: { ...TEXT, state: 'draft', text_hash: null }, sign_as: [], unsigned: null, claim_id: 'c-1' })
  it('adds a clause of the community in turn and sends all with the tag that was read', async () => {
    open({ id: 'a-1' })
    answer({ [`GET ${A}/a-1`]: draft, [`PUT ${A}/a-1/draft`]: draft })
    render(<WritePage />)
    await tap('加一条')
    await tap('写好了')
    expect(await screen.findByText('请写做什么')).toBeTruthy()
    fill(/做什么/, '提供活动室'); fill(/按什么算/, '场')
    await tap('写好了')
    await tap('保存草稿')
    await waitFor(() => expect(lastCall(`${A}/a-1/draft`)?.body.clauses.map((c: Clause) => [c.no, c.giver, c.text, c.accepter])).toEqual([[1, 1, '陪护高龄老人💪', 0], [2, 0, '提供活动室', 1]]))
    expect([lastCall(`${A}/a-1/draft`)?.header['If-Match'], lastCall(`${A}/a-1/draft`)?.body.units]).toEqual(['"1"', null])
  })
  it('goes on to the agreement where it was opened by itself, and back where it was not', async () => {
    const [to, back] = [vi.spyOn(Taro, 'redirectTo'), vi.spyOn(Taro, 'navigateBack')]
    for (const pages of [[{}], [{}, {}]]) {
      vi.spyOn(Taro, 'getCurrentPages').mockReturnValue(pages as never)
      open({ id: 'a-1' }); answer({ [`GET ${A}/a-1`]: draft, [`PUT ${A}/a-1/draft`]: draft })
      render(<WritePage />)
      await tap('保存草稿')
      await waitFor(() => expect(to.mock.calls.length + back.mock.calls.length).toBe(pages.length))
      cleanup(); clearCache()
    }
    expect([to.mock.calls.map(c => c[0].url), back.mock.calls.length]).toEqual([['/agreements/read/index?id=a-1'], 1])
  })
  it('keeps what was typed when it is refused, and says which clauses wait for one another', async () => {
    open({ id: 'a-1' })
    answer({ [`GET ${A}/a-1`]: draft, [`PUT ${A}/a-1/draft`]: refuse(422, 'circular_clauses', '这几条互相等待', { detail: '第1条、第2条' }) })
    render(<WritePage />)
    await waitFor(() => screen.getByRole('textbox', { name: /协议名称/ }))
    fill(/协议名称/, '新的名称')
    await tap('保存草稿')
    expect((await screen.findAllByText(/这几条互相等待。第1条、第2条/)).length).toBeGreaterThan(0)
    cleanup()
    render(<WritePage />)
    expect(await screen.findByDisplayValue('新的名称')).toBeTruthy()
  })
  it('begins a new one with the units that were chosen', async () => {
    answer({ [`GET ${C}/units`]: page([{ id: 'u-1', name: '绿洲公司', kind: 'company', kind_name: '企业', contact: null, party_lead: false }]), [`POST ${A}`]: agreement() })
    render(<WritePage />)
    fill(/协议名称/, '共建协议')
    await tap('保存草稿')
    expect(await screen.findByText('请至少选一家单位')).toBeTruthy()
    await tap(/和哪些单位签/)
    fireEvent.click(await screen.findByRole('checkbox', { name: '绿洲公司', hidden: true }))
    await tap('保存草稿')
    await waitFor(() => expect(lastCall(A)?.body).toMatchObject({ title: '共建协议', units: ['u-1'], starts_on: '2026-11-23', ends_on: '2027-11-22', clauses: [] }))
  })
})

it('tells what a text changes', async () => {
  open({ id: 'a-1', version: '2' })
  answer({ [`GET ${A}/a-1/texts/2`]: { ...TEXT, version: 2, against: 1, changes: [{ no: null, kind: 'changed', text: '截止日期由2026年改为2027年' }, { no: 3, kind: 'added', text: '新增：提供活动室' }] } })
  render(<ChangesPage />)
  expect(await screen.findByText('第2版和第1版比，2处不同')).toBeTruthy()
  expect(screen.getByText('第3条')).toBeTruthy()
})

it('lists them, and says which wait for the reader', async () => {
  answer({ [`GET ${A}`]: page([agreement()]) })
  render(<ListPage />)
  expect(await screen.findByText('等您签')).toBeTruthy()
  expect(screen.getByText('协-0001 · 到2027年11月22日')).toBeTruthy()
})
