import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import Taro from '@tarojs/taro'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { question } from '@/core/dialogs'
import { heardServer, serverAhead, setClockOffset } from '@/core/now'
import { flushOutbox, forgetSession, online, outbox, setPrefs, width } from '@/core/store'
import { clearCache } from '@/core/cache'
import type { ServiceRecord, Shift, SignUp } from '@/core/types'
import ActPage from '@/pages/act/index'
import CheckInPage from '@/volunteering/check-in/index'
import NoticesPage from '@/volunteering/notices/index'
import OpenShiftPage from '@/volunteering/open-shift/index'
import { asBody, faults, moveStart, startForm } from '@/volunteering/open-shift/rules'
import { device } from '@/platform/device'
import { placedQr, readShiftQr } from '@/services/volunteering'
import { fenceOf, metresBetween } from '@/volunteering/parts/checks'
import { isLate, isPlain, joinBody, startJoin } from '@/volunteering/parts/activity'
import { badgeOf, codeWords, nextOf, recordNote, secondsLeft, stepOf } from '@/volunteering/parts/rules'
import RecordPage from '@/volunteering/record/index'
import RecordsPage from '@/volunteering/records/index'
import ShiftPage from '@/volunteering/shift/index'
import ShiftCodePage from '@/volunteering/shift-code/index'
import ToDoPage from '@/volunteering/to-do/index'
import { answer, calls, CID, lastCall, noNetwork, refuse, signInAs } from './api'
import { params } from './taro-mock'

const C = `/communities/${CID}`
const NOW = Date.parse('2026-11-23T06:00:00Z')
const page = (items: unknown[]) => ({ items, next_cursor: null })
const at = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString()
const SHIFT_ID = '0193f000-0000-7000-8000-000000000300'
const signUp = (more: object = {}) => ({ id: 'su-1', shift_id: SHIFT_ID, shift_title: '楼道清洁', starts_at: at(120), ends_at: at(240), place: '3号楼', member: { id: 'm-1', name: '陈阿姨' }, state: 'signed_up', state_name: '已报名', waiting_position: null, role: null, for_unit: null, invited_by: null, asked: null, free_until: at(60), is_short_notice: false, is_late: false, is_excused: false, cancel_reason: null, excuse_reason: null, qualification: null, moves: [{ move: 'cancel', name: '取消报名' }], ...more })
/** Starts in two hours, lasts two. */
const shift = (more: object = {}, from = 120): Shift => ({
  id: SHIFT_ID, entry: { id: 'e-1', title: '楼道清洁', kind: 'action', number: '行-0001' }, is_private: false, title: '周末楼道清洁', category: 'environment', category_name: '环境治理', starts_at: at(from), ends_at: at(from + 120), places: 8, places_left: 3, waiting: 0, place: '3号楼门口',
  leader: { id: 'm-9', name: '小唐' }, unit: null, state: 'open', state_name: '招募中', opened_after: false, dangerous: false, risks: ['地面湿滑'], age_min: null, series_id: null, cancel_hours: 24, roles: [], i_lead: false, my_sign_up: null, my_record: null, check_in_from: at(from - 30), check_in_until: at(from + 180), moves: [], ...more,
}) as Shift
const record = (more: object = {}): ServiceRecord => ({
  id: 'r-1', number: '时-000001', shift: { id: SHIFT_ID, title: '周末楼道清洁', starts_at: at(-240), ends_at: at(-120), place: '3号楼门口' }, member: { id: 'm-2', name: '老方' }, state: 'checked_out', state_name: '已签退', minutes: 119, checked_in_at: at(-240), checked_out_at: at(-120), fence: 'not_given',
  flags: [], source: 'code', held_by: null, evidence: [], may_add_slip: false, notice_until: null, days_left: null, calendar_note: null, settlement: null, corrects: null, corrected_by: null, earned: [], stops: [{ state: 'checked_in', name: '已签到', at: at(-240), by: null, status: 'done' }, { state: 'checked_out', name: '已签退', at: at(-120), by: null, status: 'now' }, { state: 'entered', name: '已入账', at: null, by: null, status: 'to_come' }], moves: [], ...more,
}) as ServiceRecord
const present = (more: object = {}) => ({ sign_up_id: 'su-1', member: { id: 'm-2', name: '王阿姨' }, state: 'checked_in', state_name: '已签到', record: record({ state: 'checked_in', state_name: '已签到', checked_out_at: null, minutes: null }), ...more })
const presence = (items: unknown[], left: object = {}) => ({ shift_id: SHIFT_ID, left: { to_come: 0, to_leave: 0, to_witness: 0, to_confirm: 0, to_confirm_by_me: 0, ...left }, items })
const open = (p: Record<string, string>) => { Object.keys(params).forEach(k => delete params[k]); Object.assign(params, p) }
const SUBSCRIPTIONS = { [`GET ${C}/subscriptions`]: page([]), [`POST ${C}/subscriptions`]: page([]) }

beforeEach(() => {
  forgetSession(); clearCache(); setPrefs({ elder: false, dark: 'light', k: 0 }); online.set(true); width.set(390)
  outbox.snapshot().forEach(p => outbox.forget(p.key))
  question.set(undefined); vi.clearAllMocks()
  setClockOffset((NOW - Date.now()) / 1000)
  open({ id: SHIFT_ID })
})
afterEach(() => { cleanup(); vi.useRealTimers() })

describe('a shift', () => {
  it('asks to accept the risks, signs up, then asks for reminders', async () => {
    await signInAs()
    answer({ [`GET ${C}/shifts/${SHIFT_ID}`]: shift(), [`POST ${C}/shifts/${SHIFT_ID}/sign-ups`]: signUp(), ...SUBSCRIPTIONS, [`GET ${C}/subscriptions`]: page([{ template: 't-1', name: '班次提醒', unspent: 0 }]) })
    render(<ShiftPage />)
    fireEvent.click(await screen.findByRole('button', { name: '报名' }))
    expect(screen.getAllByText('请先看风险，勾上再报名').length).toBeGreaterThan(0)
    expect(lastCall(`${C}/shifts/${SHIFT_ID}/sign-ups`)).toBeUndefined()
    fireEvent.click(screen.getByLabelText('我看过上面的风险，愿意参加'))
    fireEvent.click(screen.getByRole('button', { name: '报名' }))
    await waitFor(() => expect(lastCall(`${C}/shifts/${SHIFT_ID}/sign-ups`)!.body).toEqual({ accept_risks: true }))
    await waitFor(() => expect(question.get()?.yes).toBe('允许'))
    act(() => question.get() && (question.get() as { answer(y: boolean): void }).answer(true))
    await waitFor(() => expect(lastCall(`${C}/subscriptions`)!.body).toEqual({ answers: { 't-1': 'accept' } }))
  })
  it('names the shift that clashes and links to it', async () => {
    await signInAs()
    answer({ [`GET ${C}/shifts/${SHIFT_ID}`]: shift({ risks: [] }), [`POST ${C}/shifts/${SHIFT_ID}/sign-ups`]: refuse(409, 'own_clash', '时间冲突', { clash: { id: 's-2', title: '送餐上门' } }) })
    render(<ShiftPage />)
    fireEvent.click(await screen.findByRole('button', { name: '报名' }))
    expect(await screen.findByText('和“送餐上门”时间撞上了。')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: '去看那一场' }))
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/volunteering/shift/index?id=s-2' })
  })
  it('says which age is asked when refused for it', async () => {
    await signInAs()
    answer({ [`GET ${C}/shifts/${SHIFT_ID}`]: shift({ risks: [] }), [`POST ${C}/shifts/${SHIFT_ID}/sign-ups`]: refuse(403, 'too_young', '未达到年龄要求', { age_min: 18 }) })
    render(<ShiftPage />)
    fireEvent.click(await screen.findByRole('button', { name: '报名' }))
    expect(await screen.findByText('这场要 18 岁以上。')).toBeTruthy()
  })
  it('is honest about the waiting list before and after', async () => {
    await signInAs()
    let s = shift({ risks: [], places_left: 0, waiting: 2 })
    answer({ [`GET ${C}/shifts/${SHIFT_ID}`]: () => s, [`POST ${C}/shifts/${SHIFT_ID}/sign-ups`]: () => { s = shift({ places_left: 0, waiting: 3, my_sign_up: signUp({ state: 'waiting', state_name: '候补', waiting_position: 3 }) }); return s.my_sign_up }, ...SUBSCRIPTIONS })
    render(<ShiftPage />)
    expect(await screen.findByText(/前面有 2 位候补。您现在报名排第 3 位/)).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: '报名候补' }))
    expect(await screen.findByText('候补第 3 位')).toBeTruthy()
  })
  it('cancels only after a yes', async () => {
    await signInAs()
    answer({ [`GET ${C}/shifts/${SHIFT_ID}`]: shift({ my_sign_up: signUp() }), [`POST ${C}/sign-ups/su-1/moves`]: signUp({ state: 'cancelled' }) })
    render(<ShiftPage />)
    fireEvent.click(await screen.findByRole('button', { name: '取消报名' }))
    await waitFor(() => expect(question.get()?.danger).toBe(true))
    expect(lastCall(`${C}/sign-ups/su-1/moves`)).toBeUndefined()
    act(() => (question.get() as unknown as { answer(y: boolean): void }).answer(true))
    await waitFor(() => expect(lastCall(`${C}/sign-ups/su-1/moves`)!.body).toEqual({ move: 'cancel' }))
  })
  it('knows the one next step at every moment', () => {
    const mine = { my_sign_up: signUp() }, rec = { my_record: { id: 'r', state: 'checked_in', state_name: '已签到', minutes: null } }
    expect(stepOf(shift(), NOW)).toBe('join')
    expect(stepOf(shift({ places_left: 0 }), NOW)).toBe('queue')
    expect(stepOf(shift({ state: 'cancelled' }), NOW)).toBe('none')
    expect(stepOf(shift({}, -10), NOW)).toBe('none')
    expect(stepOf(shift(mine), NOW)).toBe('none')
    expect(stepOf(shift(mine, 20), NOW)).toBe('in')
    expect(stepOf(shift({ ...mine, ...rec }, -30), NOW)).toBe('out')
    expect(stepOf(shift({ i_lead: true, ...mine }, 20), NOW)).toBe('code')
    expect(nextOf(shift(mine), NOW).text).toBe('今天 15:30 起可以签到')
    expect(nextOf(shift({ ...mine, ...rec }, -30), NOW)).toEqual({ text: '做完记得签退', urgent: true })
    expect(badgeOf(shift({ places_left: 0 }), NOW).text).toBe('可候补')
  })
})

describe('check-in', () => {
  const due = shift({ my_sign_up: signUp() }, 10)
  it('takes six digits and says what comes next', async () => {
    await signInAs()
    answer({ [`GET ${C}/shifts/${SHIFT_ID}`]: due, [`POST ${C}/shifts/${SHIFT_ID}/check-ins`]: record({ state: 'checked_in', checked_out_at: null, minutes: null }) })
    render(<CheckInPage />)
    fireEvent.change(await screen.findByLabelText('六位签到码'), { target: { value: '123 456' } })
    fireEvent.click(screen.getByRole('button', { name: '用这六位数签到' }))
    expect(await screen.findByText('签到好了')).toBeTruthy()
    expect(lastCall(`${C}/shifts/${SHIFT_ID}/check-ins`)!.body).toEqual({ code: '123456', fence: 'not_given', seen_at: expect.any(String) })
    expect(lastCall(`${C}/shifts/${SHIFT_ID}/check-ins`)!.header['Sangong-Device']).toMatch(/^[0-9a-f]{32}$/)
    expect(lastCall(`${C}/shifts/${SHIFT_ID}`)!.header['Sangong-Device']).toBeUndefined()
  })
  it.each(['code_wrong', 'code_expired', 'too_early', 'too_late', 'not_signed_up', 'already_checked_in', 'not_checked_in', 'too_many_tries'])('says %s in words with what to do', async code => {
    await signInAs()
    answer({ [`GET ${C}/shifts/${SHIFT_ID}`]: due, [`POST ${C}/shifts/${SHIFT_ID}/check-ins`]: refuse(409, code, '不行') })
    render(<CheckInPage />)
    fireEvent.change(await screen.findByLabelText('六位签到码'), { target: { value: '123456' } })
    fireEvent.click(screen.getByRole('button', { name: '用这六位数签到' }))
    expect(await screen.findByText(codeWords(code, due, NOW)!)).toBeTruthy()
  })
  it('checks out with the minutes when I am in', async () => {
    await signInAs()
    answer({ [`GET ${C}/shifts/${SHIFT_ID}`]: shift({ my_sign_up: signUp({ state: 'checked_in' }), my_record: { id: 'r-1', state: 'checked_in', state_name: '已签到', minutes: null } }, -60), [`POST ${C}/shifts/${SHIFT_ID}/check-outs`]: record({ minutes: 60 }) })
    render(<CheckInPage />)
    fireEvent.change(await screen.findByLabelText('六位签到码'), { target: { value: '123456' } })
    fireEvent.click(screen.getByRole('button', { name: '用这六位数签退' }))
    expect(await screen.findByText('签退好了，共 1 小时')).toBeTruthy()
  })
  it('says why there is nothing to scan', async () => {
    await signInAs()
    answer({ [`GET ${C}/shifts/${SHIFT_ID}`]: shift({ my_sign_up: signUp() }) })
    render(<CheckInPage />)
    expect(await screen.findByText('还没到签到时间，今天 15:30 起可以签。')).toBeTruthy()
  })
})

describe('a phone without a network', () => {
  const due = shift({ my_sign_up: signUp() }, -30)
  const typed = async (button: string) => {
    fireEvent.change(await screen.findByLabelText('六位签到码'), { target: { value: '123456' } })
    fireEvent.click(screen.getByRole('button', { name: button }))
  }
  it('keeps check-in and check-out with when they were seen, and sends both in that order', async () => {
    await signInAs()
    const gone = () => noNetwork()
    answer({ [`GET ${C}/shifts/${SHIFT_ID}`]: due, [`POST ${C}/shifts/${SHIFT_ID}/check-ins`]: gone, [`POST ${C}/shifts/${SHIFT_ID}/check-outs`]: gone })
    render(<CheckInPage />)
    await typed('用这六位数签到')
    expect(await screen.findByText('今天 14:00 的签到，等着送出')).toBeTruthy()
    await typed('用这六位数签退')
    expect(await screen.findByText('今天 14:00 的签退，等着送出')).toBeTruthy()
    expect(screen.queryByLabelText('六位签到码')).toBeNull()
    answer({ [`POST ${C}/shifts/${SHIFT_ID}/check-ins`]: record({ state: 'checked_in' }), [`POST ${C}/shifts/${SHIFT_ID}/check-outs`]: refuse(422, 'code_wrong', '签到码不对') })
    await act(async () => { await flushOutbox() })
    expect(calls.filter(c => c.method === 'POST').map(c => c.path.split('/').at(-1))).toEqual(['check-ins', 'check-outs'])
    expect(Math.abs(Date.parse(calls[0].body.seen_at) - NOW)).toBeLessThan(30_000)
    expect(await screen.findByText('今天 14:00 的签退没有算上')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: '知道了' }))
    expect(screen.queryByText('今天 14:00 的签退没有算上')).toBeNull()
  })
  it('lets one drop what waits and scan again', async () => {
    await signInAs()
    answer({ [`GET ${C}/shifts/${SHIFT_ID}`]: due, [`POST ${C}/shifts/${SHIFT_ID}/check-ins`]: () => noNetwork() })
    render(<CheckInPage />)
    await typed('用这六位数签到')
    fireEvent.click(await screen.findByRole('button', { name: '作废这一次，重新扫' }))
    expect(await screen.findByRole('button', { name: '用这六位数签到' })).toBeTruthy()
  })
  it('knows the server\'s time from its answers', () => {
    expect(heardServer('Mon, 23 Nov 2026 06:05:00 GMT', NOW)).toBe(true)
    expect(serverAhead.get()).toBe(300_000)
    expect(heardServer('Mon, 23 Nov 2026 06:05:01 GMT', NOW)).toBe(false)
    expect(heardServer(null, NOW)).toBe(false)
    heardServer('Mon, 23 Nov 2026 06:00:00 GMT', NOW)
    expect(serverAhead.get()).toBe(0)
  })
})

describe('the place', () => {
  const site = { lat: 31.2304, lng: 121.4737 }
  it('is compared on the phone', () => {
    expect(Math.round(metresBetween(site, { lat: 31.2394, lng: 121.4737 }) / 10)).toBe(100)
    expect(fenceOf({ lat: 31.2310, lng: 121.4737, within: 20 }, site)).toBe('inside')
    expect(fenceOf({ lat: 31.2494, lng: 121.4737, within: 20 }, site)).toBe('outside')
    expect(fenceOf({ lat: 31.2344, lng: 121.4737, within: 500 }, site)).toBe('not_given')
  })
  it('goes from screen to camera in the code', () => {
    const qr = placedQr(`sangong:shift:${SHIFT_ID}:482913`, site)
    expect(readShiftQr(qr)).toEqual({ shiftId: SHIFT_ID, code: '482913', at: site })
    expect(readShiftQr(`sangong:shift:${SHIFT_ID}:482913`)).toEqual({ shiftId: SHIFT_ID, code: '482913', at: undefined })
    expect(readShiftQr(`sangong:shift:${SHIFT_ID}:482913@1,2`)).toBeUndefined()
  })
  it('of the volunteer stays on the phone: in or out is all that is sent, and only where they agree', async () => {
    await signInAs()
    answer({ [`GET ${C}/shifts/${SHIFT_ID}`]: shift({ my_sign_up: signUp() }, 10), [`POST ${C}/shifts/${SHIFT_ID}/check-ins`]: refuse(422, 'code_wrong', '不对') })
    const scan = vi.spyOn(device, 'scan').mockResolvedValue(placedQr(`sangong:shift:${SHIFT_ID}:482913`, site))
    const place = vi.spyOn(device, 'place').mockResolvedValue({ lat: 31.5, lng: 121.4737, within: 20 })
    render(<CheckInPage />)
    fireEvent.click(await screen.findByRole('button', { name: '扫码签到' }))
    await waitFor(() => expect(lastCall(`${C}/shifts/${SHIFT_ID}/check-ins`)!.body.fence).toBe('not_given'))
    expect(place).not.toHaveBeenCalled()
    calls.length = 0
    fireEvent.click(screen.getByRole('switch', { name: /核对我在活动地点/ }))
    fireEvent.click(screen.getByRole('button', { name: '扫码签到' }))
    await waitFor(() => expect(lastCall(`${C}/shifts/${SHIFT_ID}/check-ins`)!.body.fence).toBe('outside'))
    expect(JSON.stringify(calls)).not.toContain('121.4')
    setPrefs({ place: false }); scan.mockRestore(); place.mockRestore()
  })
})

describe('the leader\'s code', () => {
  it('confirms one person with one tap that names the time, and says what is left', async () => {
    await signInAs()
    const witnessed = record({ state: 'witnessed', state_name: '已见证', minutes: 90, member: { id: 'm-2', name: '王阿姨' }, flags: [{ code: 'arrived_late', text: '没有网络时签到，9分钟后才送达' }], moves: [{ move: 'confirm', name: '确认时长' }, { move: 'reject', name: '不予认定' }] })
    const seen = () => { const c = calls.at(-1)!; return c.header['If-None-Match'] ? presence([present({ record: record({ state: 'on_notice', state_name: '公示中' }) })]) : presence([present({ record: witnessed })], { to_come: 2, to_confirm: 2, to_confirm_by_me: 1 }) }
    answer({ [`GET ${C}/shifts/${SHIFT_ID}`]: shift({ i_lead: true }, 10), [`GET ${C}/shifts/${SHIFT_ID}/presence`]: seen, [`GET ${C}/shifts/${SHIFT_ID}/code`]: refuse(409, 'too_late', '过了'), [`POST ${C}/records/r-1/moves`]: record({ state: 'on_notice' }) })
    render(<ShiftCodePage />)
    expect(await screen.findByText('2 人没到 · 1 人等您确认 · 1 人等工作人员确认')).toBeTruthy()
    expect(screen.getByText('没有网络时签到，9分钟后才送达')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: '确认 1.5 小时，王阿姨' }))
    await waitFor(() => expect(lastCall(`${C}/records/r-1/moves`)!.body).toEqual({ move: 'confirm' }))
    expect(await screen.findByText('公示中')).toBeTruthy()
    expect(screen.queryByText(/全部确认/)).toBeNull()
  })
  it('shows it with the seconds left, asks for the next at its end, and counts who is here', async () => {
    await signInAs()
    let n = 0
    vi.useFakeTimers({ shouldAdvanceTime: true, now: NOW })
    setClockOffset(0)
    answer({
      [`GET ${C}/shifts/${SHIFT_ID}`]: shift({ i_lead: true }, 10), [`GET ${C}/shifts/${SHIFT_ID}/presence`]: presence([present(), present({ sign_up_id: 'su-2', member: { id: 'm-3', name: '老方' }, state: 'signed_up', state_name: '已报名', record: null })]),
      [`GET ${C}/shifts/${SHIFT_ID}/code`]: () => ({ code: n++ ? '654321' : '482913', qr: `sangong:shift:${SHIFT_ID}:482913`, step_seconds: 30, valid_until: new Date(Date.now() + 20_000).toISOString() }),
    })
    render(<ShiftCodePage />)
    expect(await screen.findByText('482 913')).toBeTruthy()
    expect(screen.getByText('1 人到，共 2 人')).toBeTruthy()
    await act(async () => { await vi.advanceTimersByTimeAsync(21_000) })
    expect(await screen.findByText('654 321')).toBeTruthy()
    expect(n).toBeLessThan(4)
  })
  it('says when it may be shown, and to whom', async () => {
    await signInAs()
    answer({ [`GET ${C}/shifts/${SHIFT_ID}`]: shift({ i_lead: true }), [`GET ${C}/shifts/${SHIFT_ID}/presence`]: presence([]), [`GET ${C}/shifts/${SHIFT_ID}/code`]: refuse(409, 'too_early', '还没到时间') })
    render(<ShiftCodePage />)
    expect(await screen.findByText('今天 15:30 起才能出示签到码。')).toBeTruthy()
    expect(secondsLeft(at(60), NOW, 30)).toBe(30)
    expect(secondsLeft(at(-60), NOW, 30)).toBe(0)
  })
})

describe('records', () => {
  it('says who must act by when, and leads to where one objects', async () => {
    await signInAs(); open({ id: 'r-1' })
    const r = record({ state: 'on_notice', state_name: '公示中', notice_until: '2026-11-26T16:00:00Z', days_left: 4, moves: [{ move: 'dispute', name: '提出异议' }], stops: [{ state: 'on_notice', name: '公示中', at: at(-60), by: null, status: 'now' }] })
    answer({ [`GET ${C}/records/r-1`]: r })
    render(<RecordPage />)
    expect(await screen.findByText('公示到 11月26日 周四，还有 4 个工作日。没有异议就入账')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: /提出异议/ }))
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/volunteering/dispute/index?id=r-1' })
  })
  it('says honestly that points wait for backing', async () => {
    await signInAs(); open({ id: 'r-1' })
    answer({ [`GET ${C}/records/r-1`]: record({ member: { id: 'm-1', name: '陈阿姨' }, state: 'entered', state_name: '已入账', settlement: 'awaiting_backing' }) })
    render(<RecordPage />)
    expect(await screen.findByText(/积分要等商户认捐后发放/)).toBeTruthy()
    expect(recordNote(record({ state: 'held' }), NOW)).toBe('有地方要核对，等监督员核查')
  })
  it('lists mine', async () => {
    await signInAs()
    answer({ [`GET ${C}/records`]: page([record()]) })
    render(<RecordsPage />)
    fireEvent.click(await screen.findByRole('button', { name: /周末楼道清洁/ }))
    expect(lastCall(`${C}/records`)!.query).toBe('mine=true')
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/volunteering/record/index?id=r-1' })
  })
  it('witnesses in one tap and a yes, and the row goes', async () => {
    await signInAs()
    answer({ [`GET ${C}/records/to-do`]: page([record({ moves: [{ move: 'witness', name: '见证' }] })]), [`POST ${C}/records/r-1/moves`]: record({ state: 'witnessed', state_name: '已见证' }) })
    render(<ToDoPage />)
    fireEvent.click(await screen.findByRole('button', { name: '见证，老方' }))
    await waitFor(() => expect(question.get()?.title).toBe('您看到老方来做了吗'))
    expect(lastCall(`${C}/records/r-1/moves`)).toBeUndefined()
    act(() => (question.get() as unknown as { answer(y: boolean): void }).answer(true))
    expect(await screen.findByText(/没有等您办的/)).toBeTruthy()
    expect(lastCall(`${C}/records/r-1/moves`)!.body).toEqual({ move: 'witness' })
  })
  it('asks staff who were not there how they know', async () => {
    await signInAs({ roles: ['member', 'staff'] })
    answer({ [`GET ${C}/records/to-do`]: page([record({ moves: [{ move: 'witness', name: '见证' }] })]), [`POST ${C}/records/r-1/moves`]: (c: { body: { note?: string } }) => (c.body.note ? record({ state: 'witnessed' }) : refuse(422, 'invalid', '填写的内容有误', { errors: { note: ['请写明经过或理由'] } })) })
    render(<ToDoPage />)
    fireEvent.click(await screen.findByRole('button', { name: '见证，老方' }))
    await waitFor(() => expect(question.get()).toBeTruthy())
    act(() => (question.get() as unknown as { answer(y: boolean): void }).answer(true))
    fireEvent.change(await screen.findByLabelText('怎么核实的'), { target: { value: '打电话问了王奶奶' } })
    fireEvent.click(screen.getByRole('button', { name: '见证', hidden: true }))
    await waitFor(() => expect(lastCall(`${C}/records/r-1/moves`)!.body).toEqual({ move: 'witness', note: '打电话问了王奶奶' }))
  })
  it('shows the public notice, how long it hangs, and leads to the objection in one tap', async () => {
    await signInAs()
    answer({ [`GET ${C}/notices`]: page([{ record_id: 'r-1', number: '时-1', member_name: '老*', shift_title: '楼道清洁', minutes: 90, notice_until: '2026-11-26T16:00:00Z', served_on: '2026-11-22', place: '3号楼', days_left: 4, calendar_note: '2027年放假安排尚未公布，按周一至周五计算', may_dispute: true }]) })
    render(<NoticesPage />)
    const row = await screen.findByRole('button', { name: /老\* · 楼道清洁/ })
    expect(row.textContent).toContain('到 11月26日 周四，还有 4 个工作日2027年放假安排尚未公布')
    fireEvent.click(row)
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/volunteering/dispute/index?id=r-1' })
  })
})

describe('the act tab', () => {
  it('shows what is near, what is mine with the next step, and the code when it is time', async () => {
    await signInAs()
    answer({ [`GET ${C}/shifts`]: (c: { query: string }) => page(c.query.includes('mine') ? [shift({ my_sign_up: signUp() }, 10)] : [shift()]), [`GET ${C}/records/to-do`]: page([record()]) })
    render(<ActPage />)
    expect((await screen.findByRole('button', { name: /周末楼道清洁/ })).textContent).toContain('还有 3 位')
    fireEvent.click(screen.getByRole('tab', { name: '我的' }))
    expect(await screen.findByText('现在可以签到')).toBeTruthy()
    expect(await screen.findByText('1 条')).toBeTruthy()
    fireEvent.click(screen.getByRole('tab', { name: /签到/ }))
    expect(await screen.findByRole('button', { name: '扫码签到' })).toBeTruthy()
  })
  it('tells a newcomer what is missing', async () => {
    await signInAs({ state: 'applied' })
    answer({ [`GET ${C}/shifts`]: page([]) })
    render(<ActPage />)
    expect(await screen.findByText(/现在没有招募中的活动/)).toBeTruthy()
    fireEvent.click(screen.getByRole('tab', { name: '我的' }))
    expect(await screen.findByText('加入社区并核实以后就能报名。')).toBeTruthy()
    expect(calls.some(c => c.query.includes('mine'))).toBe(false)
  })
})

describe('arranging a shift', () => {
  const entry = { id: 'e-1', kind: 'need', state: 'open', title: '陪去医院', place: '3号楼', quantity: 1, claimed_quantity: 0, details: { beneficiary: 'personal' }, proposer: { type: 'member', id: 'm-5', name: '王奶奶' }, starts_at: null, ends_at: null, moves: [] }
  it('opens it with the one who asked as beneficiary', async () => {
    await signInAs({ roles: ['member', 'staff'] }); open({ entry_id: 'e-1' })
    answer({ [`GET ${C}/entries/e-1`]: entry, [`GET ${C}/members`]: page([{ id: 'm-7', name: '小唐' }]), [`POST ${C}/shifts`]: shift() })
    render(<OpenShiftPage />)
    await screen.findByRole('option', { name: '小唐' })
    fireEvent.change(screen.getByLabelText('谁带队'), { target: { value: 'm-7' } })
    fireEvent.click(screen.getByRole('button', { name: '发布活动' }))
    await waitFor(() => expect(Taro.redirectTo).toHaveBeenCalledWith({ url: `/volunteering/shift/index?id=${SHIFT_ID}` }))
    expect(lastCall(`${C}/shifts`)!.body).toEqual({ entry_id: 'e-1', starts_at: '2026-11-24T06:00:00Z', ends_at: '2026-11-24T08:00:00Z', places: 8, place: '3号楼', leader_member_id: 'm-7', beneficiary_member_id: 'm-5' })
  })
  it('refuses times that cannot be, and moves the end with the start', () => {
    const f = startForm(entry as never, NOW)
    expect(faults({ ...f, start: { date: '2026-11-22', time: '10:00' } }, NOW)).toMatchObject({ start: '开始时间要在现在之后', end: '一场最长24小时' })
    expect(faults({ ...f, end: f.start }, NOW).end).toBe('结束要在开始之后')
    expect(moveStart(f, { date: '2026-11-25', time: '23:00' }).end).toEqual({ date: '2026-11-26', time: '01:00' })
    expect(asBody(entry as never, { ...f, forProposer: false, age: '18', title: ' 夜班 ' }, 'c-1')).toMatchObject({ claim_id: 'c-1', age_min: 18, title: '夜班' })
  })
  it('wants the insurance first where there is danger', async () => {
    await signInAs({ roles: ['member', 'staff'] }); open({ entry_id: 'e-1' })
    answer({ [`GET ${C}/entries/e-1`]: { ...entry, kind: 'action', details: { dangerous: true, risks: ['登高'] } } })
    render(<OpenShiftPage />)
    fireEvent.click(await screen.findByRole('button', { name: '去填保险单号' }))
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/lists/propose/index?id=e-1' })
  })
})

describe('a place that waits for a word', () => {
  const options = (more: object = {}) => ({ is_minor: false, needs_guardian_named: false, wards: [], units: [], others: [], standing: { strikes: 0, strikes_max: 3, days: 90, asked_until: null }, ...more })
  const OPTIONS = `GET ${C}/shifts/${SHIFT_ID}/sign-up-options`, JOIN = `${C}/shifts/${SHIFT_ID}/sign-ups`
  const role = (more: object = {}) => ({ id: 'ro-1', name: '现场看护', places: 1, places_left: 1, waiting: 0, skill: null, age_min: null, qualification: '护士执业证', ...more })
  const asked = (as: string, more: object = {}) => ({ as, member: { id: 'm-1', name: '陈阿姨' }, is_me: true, answer_by: at(60), answered_at: null, ...more })

  it('is accepted with the risks in view, by who is invited', async () => {
    await signInAs()
    const invited = signUp({ state: 'invited', state_name: '待答复', invited_by: { id: 'm-5', name: '小陆' }, asked: asked('self'), moves: [{ move: 'accept', name: '同意参加' }, { move: 'decline', name: '不参加' }] })
    answer({ [`GET ${C}/shifts/${SHIFT_ID}`]: shift({ my_sign_up: invited }), [OPTIONS]: options(), [`POST ${C}/sign-ups/su-1/moves`]: signUp(), ...SUBSCRIPTIONS })
    render(<ShiftPage />)
    expect(await screen.findByText('小陆邀请您参加')).toBeTruthy()
    await waitFor(() => expect(calls.some(c => c.path.includes('sign-up-options'))).toBe(true))
    fireEvent.click(screen.getByRole('button', { name: '我参加' }))
    await screen.findByText('报名参加')
    const accept = screen.getAllByRole('button', { name: '我参加', hidden: true }).find(b => b.closest('.sheet'))!
    fireEvent.click(accept)
    expect(lastCall(`${C}/sign-ups/su-1/moves`)).toBeUndefined()
    fireEvent.click(screen.getByLabelText('我看过上面的风险，愿意参加'))
    fireEvent.click(accept)
    await waitFor(() => expect(lastCall(`${C}/sign-ups/su-1/moves`)!.body).toEqual({ move: 'accept', accept_risks: true }))
  })
  it('asks for the role and its certificate before signing up', async () => {
    await signInAs()
    answer({ [`GET ${C}/shifts/${SHIFT_ID}`]: shift({ risks: [], roles: [role(), role({ id: 'ro-2', name: '其他志愿者', qualification: null })] }), [OPTIONS]: options(), [`POST ${JOIN}`]: signUp(), ...SUBSCRIPTIONS })
    render(<ShiftPage />)
    await screen.findAllByText('现场看护')
    await waitFor(() => expect(calls.some(c => c.path.includes('sign-up-options'))).toBe(true))
    fireEvent.click(await screen.findByRole('button', { name: '报名' }))
    fireEvent.click(await screen.findByLabelText(/^现场看护/))
    const send = screen.getAllByRole('button', { name: '报名', hidden: true }).find(b => b.closest('.sheet'))!
    fireEvent.click(send)
    expect(lastCall(JOIN)).toBeUndefined()
    fireEvent.change(screen.getByLabelText(/护士执业证号码/), { target: { value: '201912345678' } })
    fireEvent.click(send)
    await waitFor(() => expect(lastCall(JOIN)!.body).toEqual({ role_id: 'ro-1', qualification_number: '201912345678' }))
  })
})
describe('what signing up still asks', () => {
  const free = { is_minor: false, needs_guardian_named: false, wards: [], units: [], others: [], standing: { strikes: 0, strikes_max: 3, days: 90, asked_until: null } }
  it('is nothing where there is nothing to choose', () => { expect(isPlain(shift(), free)).toBe(true); expect(isPlain(shift(), { ...free, units: [{ id: 'u', name: '所' }] })).toBe(false) })
  it('leaves a ward out of the caller\'s unit and names a guardian only for the caller', () => {
    const o = { ...free, needs_guardian_named: true, wards: [{ id: 'w', name: '朵朵' }] }, s = shift({ risks: [] })
    expect(joinBody(s, o, { ...startJoin(s), whom: 'w', unit: 'u', guardian: '王', phone: '13800000000' })).toEqual({ for_member_id: 'w' })
    expect(joinBody(s, o, { ...startJoin(s), guardian: '王', phone: '13800000000' })).toEqual({ guardian: { name: '王', phone: '13800000000' } })
  })
  it('wants a reason once the free time is over', () => { const u = signUp({ free_until: at(-1) }) as SignUp; expect(isLate(u, NOW)).toBe(true); expect(isLate({ ...u, free_until: at(1) }, NOW)).toBe(false) })
})
