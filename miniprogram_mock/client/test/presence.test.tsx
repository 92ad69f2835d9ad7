/** A guardian's phone for a ward, codes without a network, an invitation taken back, a surprising place, a walk-in's certificate. */
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import Taro from '@tarojs/taro'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { clearCache } from '@/core/cache'
import { question } from '@/core/dialogs'
import { setClockOffset } from '@/core/now'
import { forgetSession, online, outbox, setPrefs, width } from '@/core/store'
import type { CodesAhead, Shift, SignUp, SignUpOptions } from '@/core/types'
import { asBody, certificateOf, emptyForm, isWalkIn, withPerson } from '@/desk/paper/rules'
import CheckInPage from '@/volunteering/check-in/index'
import GroupPage from '@/volunteering/group/index'
import { mineNote, wardsOf } from '@/volunteering/parts/activity'
import { keptCode, keptOf, keptUntil, wantsMore } from '@/volunteering/parts/keptCodes'
import ShiftCodePage from '@/volunteering/shift-code/index'
import { answer, calls, CID, lastCall, noNetwork, signInAs } from './api'
import { params } from './taro-mock'

const C = `/communities/${CID}`, ID = '0193f000-0000-7000-8000-000000000300', PATH = `${C}/shifts/${ID}`
const NOW = Date.parse('2026-11-23T06:00:00Z')
const at = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString()
const signUp = (more: object = {}) => ({ id: 'su-1', shift_id: ID, shift_title: '楼道清洁', starts_at: at(-10), ends_at: at(110), place: '3号楼', member: { id: 'm-2', name: '朵朵' }, state: 'signed_up', state_name: '已报名', waiting_position: null, role: null, for_unit: null, invited_by: null, asked: null, free_until: null, is_short_notice: false, is_late: false, is_excused: false, cancel_reason: null, excuse_reason: null, qualification: null, moves: [], ...more }) as SignUp
const shift = (more: object = {}, from = -10): Shift => ({
  id: ID, entry: null, is_private: false, title: '周末楼道清洁', category: 'environment', category_name: '环境治理', starts_at: at(from), ends_at: at(from + 120), places: 8, places_left: 3, waiting: 0, place: '3号楼门口', leader: { id: 'm-9', name: '小唐' }, unit: null,
  state: 'open', state_name: '招募中', opened_after: false, dangerous: false, risks: [], age_min: null, series_id: null, cancel_hours: 24, roles: [], i_lead: false, my_sign_up: null, my_record: null, check_in_from: at(from - 30), check_in_until: at(from + 180), moves: [], ...more,
}) as Shift
const child = (more: object = {}) => signUp({ asked: { as: 'guardian', member: { id: 'm-1', name: '陈阿姨' }, is_me: true, answer_by: null, answered_at: at(-600) }, ...more })
const options = (others: SignUp[]): SignUpOptions => ({ is_minor: false, needs_guardian_named: false, wards: [{ id: 'm-2', name: '朵朵' }], units: [], others, standing: { strikes: 0, strikes_max: 3, days: 90, asked_until: null } })
const ahead = (count: number, from = NOW): CodesAhead => ({ codes: Array.from({ length: count }, (_, n) => String(100000 + n)), first_from: new Date(from).toISOString(), step_seconds: 30, qr_prefix: `sangong:shift:${ID}:` })
const open = (p: Record<string, string>) => { Object.keys(params).forEach(k => delete params[k]); Object.assign(params, p) }

beforeEach(async () => {
  forgetSession(); clearCache(); setPrefs({ elder: false, dark: 'light', k: 0 }); online.set(true); width.set(390)
  outbox.snapshot().forEach(p => outbox.forget(p.key))
  question.set(undefined); vi.clearAllMocks()
  setClockOffset((NOW - Date.now()) / 1000)
  open({ id: ID })
  await signInAs()
})
afterEach(() => { cleanup(); vi.useRealTimers() })

describe('codes taken along', () => {
  it('are shown in turn by the time, and end', () => {
    const a = ahead(4)
    expect(keptCode(a, NOW)).toEqual({ code: '100000', qr: `sangong:shift:${ID}:100000`, step_seconds: 30, valid_until: '2026-11-23T06:00:30.000Z' })
    expect(keptCode(a, NOW + 95_000)?.code).toBe('100003')
    expect(keptCode(a, NOW + 120_000)).toBeUndefined()
    expect(keptCode(a, NOW - 1)).toBeUndefined()
    expect(keptCode(undefined, NOW)).toBeUndefined()
  })
  it('are fetched once, and again only where they will not last', () => {
    const until = new Date(NOW + 9 * 3600_000).toISOString()
    expect(wantsMore(undefined, until, NOW)).toBe(true)
    expect(wantsMore(ahead(480), until, NOW)).toBe(false)
    expect(wantsMore(ahead(480), until, NOW + 3 * 3600_000)).toBe(true)
    expect(wantsMore(ahead(60), new Date(keptUntil(ahead(60))).toISOString(), NOW)).toBe(false)
  })
  it('go on being shown when the network goes, and the page says so', async () => {
    let up = true
    const code = () => (up ? { code: '482913', qr: `sangong:shift:${ID}:482913`, step_seconds: 30, valid_until: new Date(NOW + 1000).toISOString() } : noNetwork())
    answer({ [`GET ${PATH}`]: () => (up ? shift({ i_lead: true }) : noNetwork()), [`GET ${PATH}/presence`]: () => (up ? { shift_id: ID, left: { to_come: 0, to_leave: 0, to_witness: 0, to_confirm: 0, to_confirm_by_me: 0 }, items: [] } : noNetwork()), [`GET ${PATH}/code`]: code, [`GET ${PATH}/codes-ahead`]: ahead(360) })
    render(<ShiftCodePage />)
    await waitFor(() => expect(keptOf(ID)?.codes).toHaveLength(360))
    expect(await screen.findByText(/没有网络也能出示/)).toBeTruthy()
    expect(calls.filter(c => c.path.endsWith('/codes-ahead'))).toHaveLength(1)
    expect(lastCall(`${PATH}/codes-ahead`)!.header['Sangong-Device']).toMatch(/^[0-9a-f]{32}$/)
    up = false
    cleanup()
    setClockOffset((NOW + 600_000 - Date.now()) / 1000)
    render(<ShiftCodePage />)
    expect(await screen.findByText('100 020')).toBeTruthy()
    expect(screen.getByText('现在没有网络，用的是手机里存好的码，一样有效，到 17:00 为止。')).toBeTruthy()
  })
  it('leave the phone with the sign-out', async () => {
    Taro.setStorageSync('codes', [{ owner: 'p-1', shiftId: ID, ahead: ahead(2) }])
    expect(keptOf(ID)).toBeTruthy()
    act(() => forgetSession())
    await signInAs()
    expect(keptOf(ID)).toBeUndefined()
  })
})

describe('a ward without a phone', () => {
  it('is checked in on the guardian\'s, by name', async () => {
    open({ id: ID, ward: 'm-2' })
    answer({ [`GET ${PATH}`]: shift(), [`GET ${PATH}/sign-up-options`]: options([child()]), [`POST ${PATH}/check-ins`]: { id: 'r-1', checked_out_at: null } })
    render(<CheckInPage />)
    expect(await screen.findByText('替朵朵扫码。孩子要在现场，记录上会写明用的是您的手机。')).toBeTruthy()
    fireEvent.input(screen.getByRole('textbox'), { target: { value: '123456' } })
    fireEvent.click(screen.getByRole('button', { name: '用这六位数签到' }))
    expect(await screen.findByText('签到好了')).toBeTruthy()
    expect(lastCall(`${PATH}/check-ins`)!.body).toEqual({ code: '123456', fence: 'not_given', seen_at: expect.any(String), for_member_id: 'm-2' })
  })
  it('is offered beside one\'s own check-in', async () => {
    answer({ [`GET ${PATH}`]: shift({ my_sign_up: signUp({ member: { id: 'm-1', name: '陈阿姨' } }) }), [`GET ${PATH}/sign-up-options`]: options([child({ state: 'checked_in' })]) })
    render(<CheckInPage />)
    expect(await screen.findByText('替朵朵签退')).toBeTruthy()
  })
  it('is one on file, whose word was given', () => {
    expect(wardsOf(options([child()]))).toHaveLength(1)
    expect(wardsOf(options([child({ member: { id: 'm-3', name: '别家的' } })]))).toEqual([])
    expect(wardsOf(undefined)).toEqual([])
  })
})

it('takes an invitation back after a yes', async () => {
  const held = signUp({ state: 'invited', state_name: '等答复', member: { id: 'm-4', name: '王*' }, invited_by: { id: 'm-1', name: '陈阿姨' }, moves: [{ move: 'take_back', name: '收回邀请' }] })
  answer({ [`GET ${PATH}`]: shift({}, 600), [`GET ${PATH}/sign-up-options`]: options([held]), [`GET ${C}/kin-ties`]: { items: [], next_cursor: null }, [`POST ${C}/sign-ups/su-1/moves`]: { ...held, state: 'cancelled' } })
  render(<GroupPage />)
  fireEvent.click(await screen.findByRole('button', { name: '收回对王*的邀请' }))
  await waitFor(() => expect(question.get()).toBeTruthy())
  act(() => question.get()!.answer(true))
  await waitFor(() => expect(lastCall(`${C}/sign-ups/su-1/moves`)?.body).toEqual({ move: 'take_back' }))
})

it('tells who moved up late that not coming is not noted', () => {
  expect(mineNote(signUp({ is_short_notice: true, free_until: at(60) }), NOW).text).toContain('没来也不记失约')
  expect(mineNote(signUp({ free_until: at(60) }), NOW).text).not.toContain('失约')
})

it('asks a walk-in for the role and its certificate, and nobody who had signed up', () => {
  const s = shift({ roles: [{ id: 'ro-1', name: '测血压', places: 1, places_left: 1, skill: null, age_min: null, qualification: '护士执业证' }] })
  const f = withPerson({ ...emptyForm('2026-11-23', ID), photos: [] }, { id: 'm-5', name: '老方' }, { start: '14:00', end: '16:00' })
  expect(isWalkIn(s, [], f.lines[0])).toBe(true)
  expect(isWalkIn(s, [signUp({ state: 'no_show', member: { id: 'm-5', name: '老方' } })], f.lines[0])).toBe(false)
  expect(isWalkIn(shift(), [], f.lines[0])).toBe(false)
  const line = { ...f.lines[0], role: 'ro-1', number: ' 护2026001 ' }
  expect(certificateOf(s, line)).toBe('护士执业证')
  expect(asBody({ ...f, lines: [line] }, s).lines[0]).toMatchObject({ role_id: 'ro-1', qualification_number: '护2026001' })
})
