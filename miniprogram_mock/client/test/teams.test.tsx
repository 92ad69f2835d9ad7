import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { message, question } from '@/core/dialogs'
import { clearCache } from '@/core/cache'
import { forgetSession, online, outbox, setPrefs, width } from '@/core/store'
import type { TeamTask, WholeTeam } from '@/core/types'
import ClosePage from '@/teams/close/index'
import FormPage from '@/teams/form/index'
import TeamsPage from '@/teams/list/index'
import { dueDays, isPhone, nextWords, turnOf } from '@/teams/rules'
import TeamPage from '@/teams/team/index'
import { answer, CID, lastCall, refuse, signInAs, startClock } from './api'
import { params } from './taro-mock'

const C = `/communities/${CID}`
const NOW = Date.parse('2026-11-23T06:00:00Z')
const page = (items: unknown[]) => ({ items, next_cursor: null })
const team = (more: Partial<WholeTeam> = {}): WholeTeam => ({
  id: 't-1', number: '队-0001', name: '修灯小队', goal: '把东门的灯修好', state: 'active', state_name: '进行中', entry: { id: 'e-1', kind: 'need', title: '东门路灯', number: '需-0001' }, unit: null,
  leader_name: '王*', people: 3, my_state: null, is_offered_to_me: false, created_at: '2026-11-20T01:00:00Z', ended_at: null, claim_id: null, takes_applications: true, report: null, photos: [],
  work: { shifts: [], minutes: 0, people: 0, waiting: 0 }, tasks: { open: 1, overdue: 0, done: 0 }, is_inside: false, may_manage: false, may_work: false, may_apply: true, heir_name: null, seat: null, moves: [], ...more,
})
const seat = { id: 's-1', role: 'member' as const, role_name: '组员', state: 'active' as const, state_name: '在组', vanguard: false, note: null, moves: [] }
const mine = (more: Partial<WholeTeam> = {}) => team({ is_inside: true, may_work: true, may_apply: false, my_state: 'active', seat, ...more })
const task = (more: Partial<TeamTask> = {}): TeamTask => ({ id: 'k-1', title: '借梯子', text: '', assignee: null, is_mine: false, due_on: '2026-11-27', is_overdue: false, state: 'open', state_name: '待办', done_at: null, done_by_name: null, moves: [{ move: 'take', name: '我来做' }], ...more })
const open = (p: Record<string, string>) => { Object.keys(params).forEach(k => delete params[k]); Object.assign(params, p) }
const tap = async (name: string | RegExp) => fireEvent.click((await screen.findAllByRole('button', { name, hidden: true })).at(-1)!)
const show = (x: WholeTeam, tasks: TeamTask[] = [], more: Record<string, unknown> = {}) => {
  open({ id: x.id })
  answer({ [`GET ${C}/teams/t-1`]: x, [`GET ${C}/teams/t-1/tasks`]: page(tasks), [`GET ${C}/teams/t-1/seats`]: { items: [] }, [`GET ${C}/teams/t-1/log`]: page([]), ...more })
  render(<TeamPage />)
}

beforeEach(async () => {
  forgetSession(); clearCache(); setPrefs({ elder: false, dark: 'light', k: 0 }); online.set(true); width.set(390)
  outbox.snapshot().forEach(p => outbox.forget(p.key))
  question.set(undefined); message.set(undefined); vi.clearAllMocks(); open({})
  startClock(NOW)
  await signInAs()
})
afterEach(() => { cleanup(); vi.useRealTimers() })

describe('the rules of teams', () => {
  it('knows what the caller is to the team now', () => {
    expect(turnOf(team({ is_offered_to_me: true, state: 'forming' }))).toBe('lead')
    expect(turnOf(team({ seat: { ...seat, state: 'invited' } }))).toBe('invited')
    expect(turnOf(team({ seat: { ...seat, state: 'applied' } }))).toBe('applied')
    expect(turnOf(team({ state: 'forming' }))).toBe('forming')
    expect(turnOf(mine())).toBe('work')
    expect(turnOf(team())).toBe('outside')
    expect(turnOf(mine({ state: 'closed' }))).toBe('over')
  })
  it('says my task that is due first, else what is free', () => {
    expect(nextWords([task({ id: 'a' }), task({ id: 'b', is_mine: true, title: '贴通知' })]).title).toBe('您的任务：贴通知')
    expect(nextWords([task({ is_mine: true, is_overdue: true })])).toMatchObject({ late: true, note: '已过期，原定11月27日 周五' })
    expect(nextWords([task(), task()]).title).toBe('有 2 件任务还没有人做，挑一件吧。')
    expect(nextWords([]).title).toBe('还没有任务。')
  })
  it('takes days from today for a year, and phones of eleven digits', () => {
    expect(dueDays(NOW)).toEqual({ from: '2026-11-23', to: '2027-11-24' })
    expect([isPhone('13800000101'), isPhone('1380000010'), isPhone('x')]).toEqual([true, false, false])
  })
})

describe('a team', () => {
  it('takes an application with a word', async () => {
    show(team(), [], { [`POST ${C}/teams/t-1/applications`]: team({ my_state: 'applied', may_apply: false, seat: { ...seat, state: 'applied' } }) })
    await tap('申请加入')
    fireEvent.change(await screen.findByLabelText(/您的话/), { target: { value: '周末有空' } })
    await tap('申请加入')
    expect(await screen.findByText('您已申请，等组长答复。')).toBeTruthy()
    expect(lastCall(`${C}/teams/t-1/applications`)?.body).toEqual({ note: '周末有空' })
  })
  it('is joined by my own word', async () => {
    show(team({ may_apply: false, my_state: 'invited', seat: { ...seat, state: 'invited', moves: [{ move: 'accept', name: '我加入' }, { move: 'decline', name: '不参加' }] } }), [], { [`POST ${C}/team-seats/s-1/moves`]: mine() })
    await tap('我加入')
    await waitFor(() => expect(message.get()?.text).toBe('您已加入小组。'))
  })
  it('lets a task be taken', async () => {
    show(mine(), [task()], { [`POST ${C}/team-tasks/k-1/moves`]: task({ is_mine: true }) })
    await tap(/借梯子/)
    await tap('我来做')
    await waitFor(() => expect(message.get()?.text).toBe('交给您了。'))
  })
  it('asks for a line before progress is sent', async () => {
    show(mine())
    await tap('写进展')
    await tap('发出')
    expect(await screen.findByText('请写一句')).toBeTruthy()
  })
  it('shows the vanguard to who may join it', async () => {
    show(mine({ seat: { ...seat, moves: [{ move: 'join_vanguard', name: '加入先锋岗' }] } }))
    expect(await screen.findByText(/只有您自己看得到/)).toBeTruthy()
  })
})

describe('forming and closing', () => {
  it('says what is missing, then sends it with its claim', async () => {
    open({ claim_id: 'c-1', title: '东门路灯' })
    render(<FormPage />)
    await tap('组建小组')
    expect(await screen.findByText('请写两个字以上的名称')).toBeTruthy()
    answer({ [`POST ${C}/teams`]: mine() })
    fireEvent.change(screen.getByLabelText(/小组叫什么/), { target: { value: '修灯小队' } })
    fireEvent.change(screen.getByLabelText(/要做成什么/), { target: { value: '把灯修好' } })
    await tap('组建小组')
    await waitFor(() => expect(lastCall(`${C}/teams`)?.body).toEqual({ name: '修灯小队', goal: '把灯修好', claim_id: 'c-1' }))
  })
  it('does not close while tasks are open', async () => {
    open({ id: 't-1' })
    answer({ [`GET ${C}/teams/t-1`]: mine() })
    render(<ClosePage />)
    expect(await screen.findByText(/还有 1 件任务没有办完/)).toBeTruthy()
    expect(screen.queryByLabelText(/做了什么，结果怎样/)).toBeNull()
  })
  it('lists mine, and says when there are none', async () => {
    open({ view: 'mine' })
    answer({ [`GET ${C}/teams`]: page([]) })
    render(<TeamsPage />)
    expect(await screen.findByText('您加入的小组会在这里。')).toBeTruthy()
  })
  it('keeps what was typed when the server refuses', async () => {
    open({ claim_id: 'c-1', title: '东门路灯' })
    render(<FormPage />)
    answer({ [`POST ${C}/teams`]: refuse(409, 'claim_has_team', '这个认领已经有小组了，请到那个小组里邀请成员') })
    fireEvent.change(screen.getByLabelText(/小组叫什么/), { target: { value: '修灯小队' } })
    fireEvent.change(screen.getByLabelText(/要做成什么/), { target: { value: '把灯修好' } })
    await tap('组建小组')
    await waitFor(() => expect(message.get()?.text).toContain('这个认领已经有小组了'))
    expect((screen.getByLabelText(/小组叫什么/) as HTMLInputElement).value).toBe('修灯小队')
  })
})
