import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import Taro from '@tarojs/taro'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { clearCache } from '@/core/cache'
import { question } from '@/core/dialogs'
import { forgetSession, online, outbox, setPrefs, width } from '@/core/store'
import StaffEditionsPage from '@/desk/staff-editions/index'
import DraftPage from '@/lists/draft/index'
import EditionPage from '@/lists/edition/index'
import EditionsPage from '@/lists/editions/index'
import { answer, CID, lastCall, refuse, signInAs, startClock } from './api'
import { params } from './taro-mock'

const C = `/communities/${CID}`
const page = (items: unknown[]) => ({ items, next_cursor: null })
const SEAL = '0a1b2c3d'.padEnd(64, '0')
const head = { id: 'ed-1', kind: 'need', kind_name: '需求清单', number: 2, seal: SEAL, entries_count: 3, until: '2026-11-20', published_at: '2026-11-21T02:00:00Z' }
const edition = { ...head, previous: 'f'.repeat(64), objections_count: 1, changes: { count: 1, items: [{ what: 'changed', number: '需-0003', title: '修灯', text: '需-0003 数量 由 2 改为 3' }] } }
const line = { entry_id: 'e-1', version: 2, number: '需-0003', title: '修灯', text: '三层的灯坏了', facts: [{ name: '类别', value: '道路照明' }, { name: '提出', value: '王*' }] }
const objection = { id: 'o-1', entry_id: null, text: '时间写错了', at: '2026-11-22T02:00:00Z', by_name: '周*', is_mine: false, answer: null, answered_at: null, may_answer: false }
const draft = (more: object = {}) => ({ id: 'd-1', kind: 'need', kind_name: '需求清单', state: 'on_notice', state_name: '公示中', until: '2026-11-20', compiled_at: '2026-11-21T02:00:00Z', notice_until: '2026-11-25T16:00:00Z', entries_count: 3, compared_with: 1, changes: { count: 0, items: [] }, changed_since: 0, objections: [objection], moves: [], ...more })
const open = (p: Record<string, string>) => { Object.keys(params).forEach(k => delete params[k]); Object.assign(params, p) }
const LEAD = { roles: ['member', 'lead'] }

beforeEach(() => {
  forgetSession(); clearCache(); setPrefs({ elder: false, dark: 'light', k: 0 }); online.set(true); width.set(390)
  outbox.snapshot().forEach(p => outbox.forget(p.key)); question.set(undefined); vi.clearAllMocks()
  startClock('2026-11-23T06:00:00Z')
})
afterEach(cleanup)

describe('editions', () => {
  it('lists them under the draft that is on notice', async () => {
    await signInAs(); open({ kind: 'need' })
    answer({ [`GET ${C}/lists/need/editions`]: page([head]), [`GET ${C}/lists/need/draft`]: { draft: draft() } })
    render(<EditionsPage />)
    fireEvent.click(await screen.findByRole('button', { name: /正在公示/ }))
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/lists/draft/index?id=d-1' })
    fireEvent.click(await screen.findByRole('button', { name: /第2期/ }))
    expect(Taro.navigateTo).toHaveBeenLastCalledWith({ url: '/lists/edition/index?kind=need&n=2' })
  })
  it('proves its seal when tapped, and names what does not agree', async () => {
    await signInAs(); open({ kind: 'need', n: '2' })
    const served = { [`GET ${C}/lists/need/editions/2`]: edition, [`GET ${C}/lists/need/editions/2/entries`]: page([line]) }
    answer({ ...served, [`GET ${C}/lists/need/editions/verify`]: { kind: 'need', editions: 2, entries: 5, last_seal: SEAL, agrees: true, findings: [] } })
    render(<EditionPage />)
    expect(await screen.findByText('需-0003 数量 由 2 改为 3')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: '点一下，核对第2期的印章' }))
    expect(await screen.findByText(/核对过了：2 期、5 项/)).toBeTruthy()
    answer({ ...served, [`GET ${C}/lists/need/editions/verify`]: { kind: 'need', editions: 2, entries: 5, last_seal: SEAL, agrees: false, findings: [{ number: 1, entry_number: null, text: '第1期的内容与印章不符' }] } })
    fireEvent.click(screen.getByRole('button', { name: '点一下，核对第2期的印章' }))
    expect(await screen.findByText('第1期的内容与印章不符')).toBeTruthy()
  })
  it('takes an objection in words, and none that says nothing', async () => {
    await signInAs(); open({ id: 'd-1' })
    answer({ [`GET ${C}/drafts/d-1`]: draft(), [`GET ${C}/drafts/d-1/entries`]: page([line]), [`POST ${C}/drafts/d-1/objections`]: { ...objection, is_mine: true } })
    render(<DraftPage />)
    fireEvent.click(await screen.findByRole('button', { name: '我有意见' }))
    fireEvent.click(await screen.findByText('提交意见'))
    expect(await screen.findByText('请写一句话，至少四个字')).toBeTruthy()
    fireEvent.change(screen.getByLabelText(/哪里不对/), { target: { value: '数量应当是三份' } })
    fireEvent.click(screen.getByText('提交意见'))
    await waitFor(() => expect(lastCall(`${C}/drafts/d-1/objections`)?.body).toEqual({ text: '数量应当是三份' }))
  })
  it('asks once more before the seal, and tells why it was refused', async () => {
    await signInAs(LEAD); open({ id: 'd-1' })
    const moves = [{ move: 'publish', name: '盖章发布' }, { move: 'withdraw', name: '撤回草案' }]
    answer({ [`GET ${C}/drafts/d-1`]: draft({ moves, objections: [{ ...objection, may_answer: true }] }), [`GET ${C}/drafts/d-1/entries`]: page([]), [`POST ${C}/drafts/d-1/moves`]: refuse(409, 'objections_open', '还有异议没有答复') })
    render(<DraftPage />)
    fireEvent.click(await screen.findByRole('button', { name: '盖章发布' }))
    await waitFor(() => expect(question.get()).toBeTruthy())
    expect(lastCall(`${C}/drafts/d-1/moves`)).toBeUndefined()
    question.get()!.answer(true)
    expect(await screen.findByText('还有异议没有答复')).toBeTruthy()
    expect(lastCall(`${C}/drafts/d-1/moves`)!.body).toEqual({ move: 'publish' })
    expect(screen.getByRole('button', { name: '答复' })).toBeTruthy()
  })
  it('lets the desk compile a list that has no draft', async () => {
    await signInAs(LEAD); open({ kind: 'need' })
    answer({
      [`GET ${C}/lists/need/editions`]: { items: [], next_cursor: null }, [`GET ${C}/lists/need/draft`]: { draft: null }, [`POST ${C}/lists/need/drafts`]: draft({ state: 'draft', state_name: '草案' }),
    })
    render(<EditionsPage />)
    fireEvent.click(await screen.findByRole('button', { name: '编制新一期' }))
    await waitFor(() => expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/lists/draft/index?id=d-1' }))
  })
  it('leads from the desk to each list, or to its draft', async () => {
    await signInAs(LEAD); open({})
    answer({
      [`GET ${C}/lists`]: { items: [{ kind: 'need', number: 2, name: '需求清单', open_count: 1 }, { kind: 'problem', number: 3, name: '问题清单', open_count: 1 }] },
      [`GET ${C}/lists/need/draft`]: { draft: null }, [`GET ${C}/lists/problem/draft`]: { draft: draft({ id: 'd-9' }) },
    })
    render(<StaffEditionsPage />)
    fireEvent.click(await screen.findByRole('button', { name: /需求清单/ }))
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/lists/editions/index?kind=need' })
    fireEvent.click(screen.getByRole('button', { name: /问题清单/ }))
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/lists/draft/index?id=d-9' })
  })
  it('brings a draft on notice before a meeting', async () => {
    await signInAs(); open({ id: 'd-1' })
    answer({ [`GET ${C}/drafts/d-1`]: draft({ state: 'on_notice', moves: [] }), [`GET ${C}/drafts/d-1/entries`]: { items: [], next_cursor: null }, [`POST ${C}/drafts/d-1/topics`]: { id: 't-1' } })
    render(<DraftPage />)
    fireEvent.click(await screen.findByRole('button', { name: /提到议事会商量/ }))
    fireEvent.change(screen.getByLabelText(/为什么/), { target: { value: '大家商量一下这张清单' } })
    fireEvent.click(screen.getByRole('button', { name: '提交', hidden: true }))
    await waitFor(() => expect(lastCall(`${C}/drafts/d-1/topics`)?.body).toEqual({ text: '大家商量一下这张清单' }))
    await waitFor(() => expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/lists/topic/index?id=t-1' }))
  })
})
