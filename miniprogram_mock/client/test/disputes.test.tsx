import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { question } from '@/core/dialogs'
import { setClockOffset } from '@/core/now'
import { forgetSession, online, setPrefs, width } from '@/core/store'
import { clearCache } from '@/core/cache'
import DisputePage from '@/volunteering/dispute/index'
import DisputesPage from '@/volunteering/disputes/index'
import NameShownPage from '@/volunteering/name-shown/index'
import { answer, CID, lastCall, signInAs } from './api'
import { params } from './taro-mock'

const C = `/communities/${CID}`, R = `${C}/records/r-1`
const NOW = Date.parse('2026-11-23T06:00:00Z')
const at = (hours: number) => new Date(NOW + hours * 3_600_000).toISOString()
const word = (more: object = {}) => ({ side: 'objector', role: '提出异议的人', by: null, is_mine: false, turn: 1, text: '十点以后没有看到人', photos: [], at: at(-20), ...more })
const dispute = (more: object = {}) => ({
  id: 'd-1', record: { id: 'r-1', number: '时-000001', title: '楼道清洁', served_on: '2026-11-22', member: { id: 'm-2', name: '老方' }, minutes: 120, state: 'disputed', state_name: '有异议' }, opener: null, is_mine: false, opened_at: at(-20), evidence_until: '2026-11-26T16:00:00Z', rule_by: '2026-11-30T16:00:00Z', is_late: false,
  minutes_before: 120, minutes_after: null, outcome: null, outcome_name: null, closed_at: null, ruler: null, reason: null, statements: [word()], may_state: false, ...more,
})
const RULINGS = [{ move: 'uphold', name: '维持记录' }, { move: 'lower', name: '改为较少时长' }, { move: 'reject', name: '不予认定' }]
const record = (more: object = {}) => ({
  id: 'r-1', number: '时-000001', shift: { id: 's-1', title: '楼道清洁', starts_at: at(-24), ends_at: at(-22), place: '3号楼' }, member: { id: 'm-2', name: '老*' }, state: 'disputed', state_name: '有异议', minutes: 120, checked_in_at: at(-24), checked_out_at: at(-22), fence: 'not_given',
  flags: [], notice_until: '2026-11-26T16:00:00Z', days_left: 4, calendar_note: null, settlement: null, earned: [], stops: [], moves: [], ...more,
})
const shows = (r: object, ...disputes: object[]) => answer({ [`GET ${R}`]: r, [`GET ${R}/disputes`]: { items: disputes }, [`POST ${R}/moves`]: r, [`POST ${R}/statements`]: disputes[0] ?? {} })
const yes = async () => { await waitFor(() => expect(question.get()).toBeTruthy()); act(() => (question.get() as unknown as { answer(y: boolean): void }).answer(true)) }

beforeEach(() => { setClockOffset((NOW - Date.now()) / 1000); Object.keys(params).forEach(k => delete params[k]); params.id = 'r-1' })
afterEach(() => { cleanup(); forgetSession(); clearCache(); online.set(true); width.set(390); setPrefs({ elder: false }); setClockOffset(0); question.set(undefined) })

describe('a dispute', () => {
  it('is opened by a sentence', async () => {
    await signInAs(); shows(record({ state: 'on_notice', state_name: '公示中', moves: [{ move: 'dispute', name: '提出异议' }] }))
    render(<DisputePage />)
    fireEvent.click(await screen.findByRole('button', { name: '提出异议' }))
    expect(await screen.findByText('请写一句话')).toBeTruthy()
    fireEvent.change(screen.getByLabelText(/哪里不对/), { target: { value: '那天没见到他' } })
    fireEvent.click(screen.getByRole('button', { name: '提出异议' }))
    await waitFor(() => expect(lastCall(`${R}/moves`)!.body).toEqual({ move: 'dispute', note: '那天没见到他', photos: [] }))
  })
  it('shows both sides, by when, and takes my word', async () => {
    await signInAs(); shows(record(), dispute({ may_state: true }))
    render(<DisputePage />)
    expect(await screen.findByText('说明到 11月26日 周四，裁定到 11月30日 周一')).toBeTruthy()
    expect(screen.getByText('十点以后没有看到人')).toBeTruthy()
    expect(screen.getByText('还没有说明。')).toBeTruthy()
    fireEvent.change(screen.getByLabelText(/当时的情况/), { target: { value: '我在五号楼' } })
    fireEvent.click(screen.getByRole('button', { name: '提交说明' }))
    await waitFor(() => expect(lastCall(`${R}/statements`)!.body).toEqual({ text: '我在五号楼', photos: [] }))
  })
  it('offers nothing but upholding before the other side was heard', async () => {
    await signInAs({ roles: ['member', 'supervisor'] }); shows(record({ moves: RULINGS }), dispute())
    render(<DisputePage />)
    expect(await screen.findByText(/服务的一方还没有说明/)).toBeTruthy()
    expect(screen.queryByText('只能减少，继续公示')).toBeNull()
  })
  it('is ruled on with minutes and reasons after a question', async () => {
    await signInAs({ roles: ['member', 'supervisor'] }); shows(record({ moves: RULINGS }), dispute({ statements: [word(), word({ side: 'record', role: '服务的人', text: '我在' })] }))
    render(<DisputePage />)
    fireEvent.click(await screen.findByText('改为较少时长'))
    fireEvent.change(await screen.findByLabelText(/认定的时长/), { target: { value: '120' } })
    fireEvent.change(screen.getByLabelText(/理由/), { target: { value: '早走' } })
    fireEvent.click(screen.getByRole('button', { name: '裁定' }))
    expect(await screen.findByText('请填 1 到 119 之间的整数')).toBeTruthy()
    fireEvent.change(screen.getByLabelText(/认定的时长/), { target: { value: '90' } })
    fireEvent.click(screen.getByRole('button', { name: '裁定' }))
    await yes()
    await waitFor(() => expect(lastCall(`${R}/moves`)!.body).toEqual({ move: 'lower', note: '早走', minutes: 90 }))
  })
  it('tells the outcome with both figures', async () => {
    await signInAs(); shows(record({ state: 'on_notice' }), dispute({ outcome: 'lowered', outcome_name: '改为较少时长', minutes_after: 90, reason: '早走', ruler: { id: 'm-7', name: '老蒋' }, closed_at: at(-1) }))
    render(<DisputePage />)
    expect(await screen.findByText('2 小时 改为 1.5 小时')).toBeTruthy()
    expect(screen.getByText(/老蒋 裁定/)).toBeTruthy()
  })
  it('is taken back after a question', async () => {
    await signInAs(); shows(record({ moves: [{ move: 'withdraw', name: '撤回异议' }] }), dispute({ is_mine: true }))
    render(<DisputePage />)
    fireEvent.click(await screen.findByRole('button', { name: '撤回异议' }))
    await yes()
    await waitFor(() => expect(lastCall(`${R}/moves`)!.body).toEqual({ move: 'withdraw' }))
  })
})

describe('the lists', () => {
  it('show the desk what waits, and others their own', async () => {
    await signInAs({ roles: ['member', 'supervisor'] })
    answer({ [`GET ${C}/disputes`]: { items: [dispute({ is_late: true, evidence_until: at(-40), rule_by: at(-10) })], next_cursor: null } })
    render(<DisputesPage />)
    expect((await screen.findByRole('button', { name: /楼道清洁/ })).textContent).toContain('已经超过')
    expect(lastCall(`${C}/disputes`)!.query).toBe('open=true')
    cleanup(); forgetSession()
    await signInAs()
    answer({ [`GET ${C}/disputes`]: { items: [], next_cursor: null } })
    render(<DisputesPage />)
    expect(await screen.findByText(/您没有提过异议/)).toBeTruthy()
    expect(lastCall(`${C}/disputes`)!.query).toBe('mine=true')
  })
})

describe('my name on the notice', () => {
  const consent = { shows_name: false, since: null, may_choose: true, name: '陈阿姨', masked_name: '陈*', version: '2026-11', text: '默认只显示姓。' }
  it('is masked until I say so, and again when I take it back', async () => {
    await signInAs()
    answer({ [`GET ${C}/members/me/name-consent`]: consent, [`POST ${C}/members/me/name-consent`]: { ...consent, shows_name: true, since: at(0) } })
    render(<NameShownPage />)
    expect(await screen.findByText('陈*')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: '同意显示全名' }))
    expect(await screen.findByText('陈阿姨')).toBeTruthy()
    expect(lastCall(`${C}/members/me/name-consent`)!.body).toEqual({ shows_name: true, version: '2026-11' })
    expect(screen.getByRole('button', { name: '收回，只显示姓' })).toBeTruthy()
  })
  it('offers minors nothing', async () => {
    await signInAs()
    answer({ [`GET ${C}/members/me/name-consent`]: { ...consent, may_choose: false } })
    render(<NameShownPage />)
    expect(await screen.findByText('未满18周岁，一律只显示姓。')).toBeTruthy()
    expect(screen.queryByRole('button', { name: /显示全名/ })).toBeNull()
  })
})
