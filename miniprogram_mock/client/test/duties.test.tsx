import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { question } from '@/core/dialogs'
import { buildUrl } from '@/core/http'
import { setClockOffset } from '@/core/now'
import { forgetSession, online, setPrefs, width } from '@/core/store'
import { clearCache } from '@/core/cache'
import DutiesPage from '@/agreements/duties/index'
import DutyPage from '@/agreements/duty/index'
import EvidencePage from '@/agreements/evidence/index'
import NotesPage from '@/agreements/notes/index'
import DutyBoard from '@/desk/duties/index'
import { monthAfter, monthSquares } from '@/agreements/duty-parts/rules'
import { answer, calls, CID, lastCall, refuse, signInAs, startClock } from './api'
import { params } from './taro-mock'

const C = `/communities/${CID}`, T = `${C}/duty-terms/t-1`
const page = (items: unknown[]) => ({ items, next_cursor: null })
const unit = { id: 'u-1', name: '染料所', kind: 'company', role: 'contact' }
const duty = { id: 'd-1', agreement_id: 'a-1', agreement_title: '共建协议', clause_no: 1, text: '为老人理发', measure: '次', giver: { id: 'u-1', name: '染料所' }, receiver: { id: null, name: '社区' }, accepter: { id: null, name: '社区' }, evidence: [{ code: 'photo', name: '照片' }, { code: 'booking', name: '场地物品使用' }] }
const term = (more: object = {}) => ({ id: 't-1', no: 1, due_on: '2026-12-05', last_day: '2026-12-07', amount: 4, accepted_amount: 0, state: 'open', state_name: '待办理', waits_for: null, excuse: null, duty, acts: ['submit', 'ask_excuse'], waiting_amount: 0, handed_in: [], history: [], ...more })
const evidence = (more: object = {}) => ({ id: 'e-1', kind: 'photo', kind_name: '照片', source: null, photos: [], amount: 4, accepted_amount: null, note: '三位师傅', state: 'waiting', state_name: '等待验收', by: '孙联络', at: '2026-12-01T02:00:00Z', decided_by: null, decided_at: null, reason: null, moves: [], ...more })
const DECIDE = [{ move: 'accept', name: '验收通过' }, { move: 'reject', name: '退回' }]
const tap = async (name: string | RegExp) => { fireEvent.click(await screen.findByRole('button', { name })) }
const write = (label: RegExp, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } })
const tab = async (name: string) => { fireEvent.click(await screen.findByRole('tab', { name })) }
/** The button of the sheet that lies above the page. */
const inSheet = async (name: string) => { fireEvent.click(within(await screen.findByRole('dialog', { hidden: true })).getByRole('button', { name, hidden: true })) }
const yes = async () => { await waitFor(() => expect(question.get()).toBeTruthy()); act(() => (question.get() as unknown as { answer(y: boolean): void }).answer(true)) }

beforeEach(() => { startClock('2026-11-23T06:00:00Z'); Object.keys(params).forEach(k => delete params[k]); params.id = 't-1' })
afterEach(() => { cleanup(); forgetSession(); clearCache(); online.set(true); width.set(390); setPrefs({ elder: false }); setClockOffset(0); question.set(undefined) })

describe('what a unit owes', () => {
  it('asks for what is open, by side, and names the day off a day moved from', async () => {
    params.unit_id = 'u-1'
    await signInAs({ units: [unit] }); answer({ [`GET ${C}/duty-terms`]: page([term()]) })
    render(<DutiesPage />)
    expect(await screen.findByText('12月7日 周一前（12月5日 周六是休息日，顺延）')).toBeTruthy()
    const query = new URLSearchParams(lastCall(`${C}/duty-terms`)!.query)
    expect([query.get('side'), query.getAll('state'), query.get('until')]).toEqual(['giver', ['open', 'partly', 'submitted', 'overdue', 'escalated'], '2027-01-22'])
    await tab('等验收')
    await waitFor(() => expect(new URLSearchParams(lastCall(`${C}/duty-terms`)!.query).getAll('state')).toEqual(['submitted']))
  })
})

describe('one due day', () => {
  it('tells how much is left and offers to hand in', async () => {
    await signInAs({ units: [unit] }); answer({ [`GET ${T}`]: term({ accepted_amount: 3, state: 'partly', state_name: '部分完成' }) })
    render(<DutyPage />)
    expect((await screen.findByText('还差')).parentElement!.textContent).toContain('1')
    expect(screen.getByRole('button', { name: '继续提交' })).toBeTruthy()
  })
  it('waits for another clause', async () => {
    await signInAs(); answer({ [`GET ${T}`]: term({ waits_for: '提供活动室' }) })
    render(<DutyPage />)
    expect(await screen.findByText('先等“提供活动室”办完')).toBeTruthy()
    expect((screen.getByRole('button', { name: '提交凭证' }) as HTMLButtonElement).disabled).toBe(true)
  })
  it('accepts all by one tap, and less with a reason', async () => {
    await signInAs({ roles: ['member', 'lead'] })
    const waiting = term({ state: 'submitted', state_name: '等待验收', acts: ['decide'], handed_in: [evidence({ moves: DECIDE })] })
    answer({ [`GET ${T}`]: waiting, [`POST ${C}/duty-evidence/e-1/moves`]: waiting })
    render(<DutyPage />)
    await tap('验收通过')
    write(/算多少/, '3')
    await inSheet('验收通过')
    expect(await screen.findByText('请写一句，对方会看到')).toBeTruthy()
    write(/为什么少算/, '有一次没来')
    await inSheet('验收通过')
    await waitFor(() => expect(lastCall(`${C}/duty-evidence/e-1/moves`)!.body).toEqual({ move: 'accept', amount: 3, reason: '有一次没来' }))
    await tap('验收通过')
    await inSheet('验收通过')
    await waitFor(() => expect(lastCall(`${C}/duty-evidence/e-1/moves`)!.body).toEqual({ move: 'accept' }))
  })
  it('is sent back with a reason', async () => {
    await signInAs({ roles: ['member', 'lead'] })
    const waiting = term({ state: 'submitted', acts: ['decide'], handed_in: [evidence({ moves: DECIDE })] })
    answer({ [`GET ${T}`]: waiting, [`POST ${C}/duty-evidence/e-1/moves`]: term({ handed_in: [evidence({ state: 'rejected', state_name: '已退回', reason: '看不清', decided_by: '钱书记', decided_at: '2026-12-02T02:00:00Z' })] }) })
    render(<DutyPage />)
    await tap('退回')
    write(/哪里不够/, '看不清')
    await inSheet('退回')
    expect(await screen.findByText('原因：看不清')).toBeTruthy()
  })
  it('is excused by the other side', async () => {
    await signInAs({ roles: ['member', 'lead'] })
    answer({ [`GET ${T}`]: term({ excuse: '下了暴雨', acts: ['grant_excuse', 'decline_excuse'] }), [`POST ${T}/moves`]: term({ state: 'excused', state_name: '已免除', excuse: '下了暴雨', acts: [] }) })
    render(<DutyPage />)
    expect(await screen.findByText('申请免除：下了暴雨')).toBeTruthy()
    await tap('同意免除'); await yes()
    await waitFor(() => expect(lastCall(`${T}/moves`)!.body).toEqual({ move: 'grant_excuse' }))
  })
})

describe('handing in', () => {
  const source = { kind: 'booking', id: 'b-1', title: '多功能活动室', day: '2026-11-22', size: '2小时' }
  it('needs a photo, or one thing of the system', async () => {
    await signInAs({ units: [unit] }); answer({ [`GET ${T}`]: term({ waiting_amount: 1 }), [`GET ${T}/sources`]: { items: [source] }, [`POST ${T}/evidence`]: term() })
    render(<EvidencePage />)
    await tap('提交，等对方验收')
    expect(await screen.findByText('请至少加一张照片')).toBeTruthy()
    fireEvent.click(screen.getByText('场地物品使用'))
    fireEvent.click(await screen.findByText('多功能活动室'))
    await tap('提交，等对方验收')
    await waitFor(() => expect(lastCall(`${T}/evidence`)!.body).toEqual({ kind: 'booking', amount: 3, photos: [], ref_id: 'b-1' }))
  })
  it('keeps what was typed when it is refused', async () => {
    await signInAs({ units: [unit] }); answer({ [`GET ${T}`]: term(), [`GET ${T}/sources`]: { items: [source] }, [`POST ${T}/evidence`]: refuse(409, 'evidence_counted_before', '这份凭证已经用过，不能重复计算，请另选一份') })
    render(<EvidencePage />)
    fireEvent.click(await screen.findByText('场地物品使用'))
    fireEvent.click(await screen.findByText('多功能活动室'))
    write(/补充一句/, '十八位老人')
    await tap('提交，等对方验收')
    await waitFor(() => expect(lastCall(`${T}/evidence`)).toBeTruthy())
    expect((screen.getByLabelText(/补充一句/) as HTMLTextAreaElement).value).toBe('十八位老人')
  })
  it('says when nothing is to be handed in', async () => {
    await signInAs(); answer({ [`GET ${T}`]: term({ acts: [] }) })
    render(<EvidencePage />)
    expect(await screen.findByText('这一期现在不用提交凭证。')).toBeTruthy()
  })
})

describe('supervision notes', () => {
  const note = (more: object = {}) => ({ id: 'n-1', duty: { id: 'd-1', text: '为老人理发', giver: '染料所' }, state: 'waiting', state_name: '等待答复', answer_by: '2026-11-30T16:00:00Z', made_at: '2026-11-23T02:00:00Z', acts: [], words: [{ side: '粮油店', by: '李联络', is_answer: false, text: '上周没有人来', photos: [], at: '2026-11-23T02:00:00Z' }], ...more })
  it('are answered by the debtor', async () => {
    params.id = 'd-1'
    await signInAs({ units: [unit] }); answer({ [`GET ${C}/duties/d-1/notes`]: { items: [note({ acts: ['answer'] })], duty: note().duty, may_put: false }, [`POST ${C}/duty-notes/n-1/words`]: note() })
    render(<NotesPage />)
    expect(await screen.findByText('11月30日 周一前答复')).toBeTruthy()
    expect(screen.queryByRole('button', { name: '写监督意见' })).toBeNull()
    await tap('答复')
    write(/内容/, '本周补上')
    await inSheet('提交')
    await waitFor(() => expect(lastCall(`${C}/duty-notes/n-1/words`)!.body).toEqual({ text: '本周补上', photos: [] }))
  })
  it('are put by another party and closed by it', async () => {
    params.id = 'd-1'
    await signInAs(); answer({ [`GET ${C}/duties/d-1/notes`]: { items: [note({ acts: ['say', 'close'] })], duty: note().duty, may_put: true }, [`POST ${C}/duties/d-1/notes`]: note(), [`POST ${C}/duty-notes/n-1/moves`]: note() })
    render(<NotesPage />)
    await tap('写监督意见')
    await inSheet('提交意见')
    expect(await screen.findByText('请写一句，对方会看到')).toBeTruthy()
    write(/内容/, '没有人来')
    await inSheet('提交意见')
    await waitFor(() => expect(lastCall(`${C}/duties/d-1/notes`)).toBeTruthy())
    await tap('了结'); await yes()
    await waitFor(() => expect(lastCall(`${C}/duty-notes/n-1/moves`)!.body).toEqual({ move: 'close' }))
  })
})

describe('the board', () => {
  it('shows a month and what is due on the day tapped', async () => {
    await signInAs({ roles: ['member', 'staff'] })
    answer({ [`GET ${C}/duty-terms`]: page([term()]), [`GET ${C}/duty-calendar`]: { items: [{ day: '2026-11-25', to_do: 1, late: 1, to_decide: 0, done: 0 }] } })
    render(<DutyBoard />)
    await tab('按天看')
    await tap('11月25日 周三，2 件，1 件逾期')
    await waitFor(() => expect(lastCall(`${C}/duty-terms`)!.query).toBe('since=2026-11-25&until=2026-11-25'))
    await tap('下个月')
    await waitFor(() => expect(lastCall(`${C}/duty-calendar`)!.query).toBe('month=2026-12'))
  })
  it('makes rows of the days in large text', async () => {
    await signInAs({ roles: ['member', 'staff'] }); setPrefs({ elder: true }); params.view = 'days'
    answer({ [`GET ${C}/duty-terms`]: page([]), [`GET ${C}/duty-calendar`]: { items: [{ day: '2026-11-25', to_do: 2, late: 0, to_decide: 0, done: 0 }] } })
    render(<DutyBoard />)
    expect(await screen.findByText('2 件')).toBeTruthy()
    expect(calls.length).toBeGreaterThan(0)
  })
  it('lays out weeks from Monday on', () => {
    const squares = monthSquares('2026-11', [{ day: '2026-11-30', to_do: 0, late: 0, to_decide: 0, done: 2 }])
    expect([squares.length, squares[5].day, squares[6].day, squares.filter(s => s.day).length]).toEqual([42, undefined, '2026-11-01', 30])
    expect(squares.find(s => s.day === '2026-11-30')).toMatchObject({ n: 2, done: true })
    expect([monthAfter('2026-12', 1), monthAfter('2026-01', -1)]).toEqual(['2027-01', '2025-12'])
  })
})

it('repeats a list in a query', () => { expect(buildUrl('', '/x', {}, { state: ['a', 'b'], n: 1 })).toBe('/api/v1/x?state=a&state=b&n=1') })
