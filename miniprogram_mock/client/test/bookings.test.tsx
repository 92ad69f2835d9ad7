import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import Taro from '@tarojs/taro'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { question } from '@/core/dialogs'
import { forgetSession, online, outbox, setPrefs, width } from '@/core/store'
import { clearCache } from '@/core/cache'
import type { Booking, Entry, Slots } from '@/core/types'
import BookPage from '@/lists/book/index'
import BookingPage from '@/lists/booking/index'
import BookingsPage from '@/lists/bookings/index'
import CalendarPage from '@/lists/calendar/index'
import EntryPage from '@/lists/entry/index'
import { ownFacts } from '@/lists/parts/facts'
import { openTimesInWords, openTimesOf } from '@/lists/parts/hours'
import { asBody, asPatch, faults, shownOf, valuesOf } from '@/lists/propose/rules'
import { answer, CID, lastCall, refuse, signInAs, startClock } from './api'
import { params } from './taro-mock'

const C = `/communities/${CID}`
const page = (items: unknown[]) => ({ items, next_cursor: null })
const open = (p: Record<string, string>) => { Object.keys(params).forEach(k => delete params[k]); Object.assign(params, p) }
const BOOKING = { slot_minutes: 60, lead_hours: 1, ahead_days: 14, cancel_hours: 12 }
const OPEN = [{ weekday: 1, from: '09:00', to: '12:00' }, { weekday: 2, from: '09:00', to: '12:00' }, { weekday: 4, from: '14:00', to: '17:00' }]
const room = (more: object = {}): Entry => ({
  id: 'e-1', community_id: CID, number: '源-0001', kind: 'resource', kind_name: '资源', title: '活动室', text: '', category: 'culture', category_name: '文化', place: '二层', state: 'open', state_name: '开放中',
  proposer: { type: 'unit', id: 'u-1', name: '活动中心' }, quantity: null, quantity_unit: null, claimed_quantity: 0, starts_at: null, ends_at: null, created_at: '2026-11-20T02:00:00Z', updated_at: '2026-11-20T02:00:00Z', version: 1, moves: [], photos: [],
  details: { resource_kind: 'space', unit_of_measure: '小时', open_times: OPEN, booking: BOOKING, conditions: '用完关好门窗', space: { people_max: 40, accessible: true } }, ...more,
}) as Entry
const slots = (more: object = {}): Slots => ({
  day: '2026-11-24', days: [{ day: '2026-11-23', open: true, free: 0 }, { day: '2026-11-24', open: true, free: 2 }, { day: '2026-11-25', open: false, free: 0 }, { day: '2026-11-26', open: true, free: 3 }],
  slots: [
    { starts_at: '2026-11-24T01:00:00Z', ends_at: '2026-11-24T02:00:00Z', free: 0, state: 'full' },
    { starts_at: '2026-11-24T02:00:00Z', ends_at: '2026-11-24T03:00:00Z', free: 1, state: 'free' }, { starts_at: '2026-11-24T03:00:00Z', ends_at: '2026-11-24T04:00:00Z', free: 1, state: 'free' },
  ], units: 1, people_max: 40, fee_fen: 200, slot_minutes: 60, lead_hours: 1, cancel_hours: 12, member_max: 5, coming: 0, banned_until: null, ...more,
})
const booking = (more: object = {}): Booking => ({
  id: 'b-1', entry: { id: 'e-1', name: '活动室' }, place: '二层', resource_kind: 'space', member: { id: 'm-1', name: '陈阿姨' }, mine: true, unit_no: 1, starts_at: '2026-11-24T02:00:00Z', ends_at: '2026-11-24T03:00:00Z', cancel_until: '2026-11-23T14:00:00Z', late: false,
  people: 12, fee_fen: 0, note: null, state: 'booked', state_name: '已预约', reason: null, created_at: '2026-11-20T02:00:00Z', moves: [{ move: 'cancel', name: '取消预约' }], ...more,
})
const served = (more: object = {}) => answer({ [`GET ${C}/entries/e-1`]: room(), [`GET ${C}/entries/e-1/slots`]: slots(), [`GET ${C}/entries/e-1/history`]: { items: [] }, ...more })

beforeEach(() => {
  forgetSession(); clearCache(); setPrefs({ elder: false, dark: 'light', k: 0 }); online.set(true); width.set(390)
  outbox.snapshot().forEach(p => outbox.forget(p.key))
  question.set(undefined); vi.clearAllMocks()
  startClock('2026-11-23T06:00:00Z')
})
afterEach(cleanup)

describe('booking a resource', () => {
  it('shows days, free slots, fee and conditions, and books what was chosen', async () => {
    await signInAs(); open({ entry_id: 'e-1' })
    served({ [`POST ${C}/entries/e-1/bookings`]: booking() })
    render(<BookPage />)
    expect((await screen.findByRole('button', { name: '请先选时段' }) as HTMLButtonElement).disabled).toBe(true)
    expect(screen.getByText('2 元，到场当面付 · 每次 60 分钟')).toBeTruthy()
    expect(screen.getByText('用完关好门窗')).toBeTruthy()
    expect(screen.getByText('开始前 12 小时可以取消，再晚会记下来')).toBeTruthy()
    expect(screen.getByText('已约满：09:00–10:00')).toBeTruthy()
    expect(screen.getAllByRole('radio', { name: /个时段|没有空/ })).toHaveLength(3)
    fireEvent.click(screen.getByRole('radio', { name: '10:00–11:00' }))
    fireEvent.click(screen.getByRole('button', { name: '增加几个人' }))
    fireEvent.click(screen.getByRole('button', { name: '预约 明天 10:00–11:00' }))
    await waitFor(() => expect(lastCall(`${C}/entries/e-1/bookings`)!.body).toEqual({ starts_at: '2026-11-24T02:00:00Z', people: 2 }))
    await waitFor(() => expect(Taro.redirectTo).toHaveBeenCalledWith({ url: '/lists/booking/index?id=b-1' }))
  })
  it('tells who holds as many bookings as one may, and offers no button', async () => {
    await signInAs(); open({ entry_id: 'e-1' })
    served({ [`GET ${C}/entries/e-1/slots`]: slots({ member_max: 2, coming: 2 }) })
    render(<BookPage />)
    expect((await screen.findByRole('alert')).textContent).toContain('每人最多同时约 2 次')
    expect(screen.queryByRole('button', { name: /^预约|请先选时段/ })).toBeNull()
    expect(screen.getByRole('button', { name: '我的预约' })).toBeTruthy()
  })
  it('asks for another day, and shows at once what is left when somebody was faster', async () => {
    await signInAs(); open({ entry_id: 'e-1' })
    served({ [`POST ${C}/entries/e-1/bookings`]: refuse(409, 'slot_taken', '这个时段刚被别人约走，请另选时段') })
    render(<BookPage />)
    fireEvent.click(await screen.findByRole('radio', { name: /11月26日/ }))
    await waitFor(() => expect(lastCall(`${C}/entries/e-1/slots`)!.query).toBe('day=2026-11-26'))
    fireEvent.click(await screen.findByRole('radio', { name: '11:00–12:00' }))
    fireEvent.click(screen.getByRole('button', { name: '预约 明天 11:00–12:00' }))
    expect((await screen.findByRole('alert')).textContent).toContain('刚被别人约走')
    expect(await screen.findByRole('button', { name: '请先选时段' })).toBeTruthy()
  })
  it('tells who did not come too often until when, without a button', async () => {
    await signInAs(); open({ entry_id: 'e-1' })
    served({ [`GET ${C}/entries/e-1/slots`]: slots({ banned_until: '2026-12-24T04:00:00Z' }) })
    render(<BookPage />)
    expect((await screen.findByRole('alert')).textContent).toContain('12月24日 周四 12:00')
    expect(screen.queryByRole('button', { name: /^预约|请先选/ })).toBeNull()
  })
  it('says how many things are left, and that a closed one is not booked', async () => {
    await signInAs(); open({ entry_id: 'e-1' })
    served({ [`GET ${C}/entries/e-1`]: room({ quantity: 3, quantity_unit: '辆' }), [`GET ${C}/entries/e-1/slots`]: slots({ units: 3, people_max: null }) })
    render(<BookPage />)
    expect(await screen.findByRole('radio', { name: /10:00–11:00.*还有 1 辆/ })).toBeTruthy()
    cleanup(); served({ [`GET ${C}/entries/e-1`]: room({ state: 'closed' }) })
    render(<BookPage />)
    expect(await screen.findByText('这一项现在不能预约。')).toBeTruthy()
  })
})

describe('an entry that is booked', () => {
  it('leads to booking, and who keeps it to the calendar', async () => {
    await signInAs({ units: [{ id: 'u-1', name: '活动中心', kind: 'institution', role: 'contact' }] }); open({ id: 'e-1' })
    served()
    render(<EntryPage />)
    fireEvent.click(await screen.findByRole('button', { name: '选个时间预约' }))
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/lists/book/index?entry_id=e-1' })
    fireEvent.click(screen.getByRole('button', { name: /看预约日历/ }))
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/lists/calendar/index?entry_id=e-1' })
  })
  it('shows no calendar to others', async () => {
    await signInAs(); open({ id: 'e-1' })
    served()
    render(<EntryPage />)
    expect(await screen.findByRole('button', { name: '选个时间预约' })).toBeTruthy()
    expect(screen.queryByRole('button', { name: /看预约日历/ })).toBeNull()
  })
})

describe('bookings', () => {
  it('lists mine, and a late cancelling says what it means', async () => {
    await signInAs(); open({})
    answer({ [`GET ${C}/bookings`]: page([booking({ late: true })]), [`POST ${C}/bookings/b-1/moves`]: booking({ state: 'late_cancelled', state_name: '过了时限才取消', moves: [] }) })
    render(<BookingsPage />)
    fireEvent.click(await screen.findByRole('button', { name: /^取消预约，活动室/ }))
    expect(question.get()!.text).toContain('已经过了取消时限')
    question.get()!.answer(true)
    await waitFor(() => expect(lastCall(`${C}/bookings/b-1/moves`)!.body).toEqual({ move: 'cancel' }))
    expect(await screen.findByText('过了时限才取消')).toBeTruthy()
    expect(screen.queryByRole('button', { name: /^取消预约/ })).toBeNull()
  })
  it('lets the keeper mark who came and who did not, and cancel with a reason', async () => {
    await signInAs(); open({ entry_id: 'e-1' })
    const theirs = booking({ mine: false, member: { id: 'm-2', name: '周秀英' }, moves: [{ move: 'cancel', name: '取消预约' }, { move: 'use', name: '来了' }, { move: 'no_show', name: '没来' }] })
    answer({ [`GET ${C}/bookings`]: page([theirs]), [`POST ${C}/bookings/b-1/moves`]: (c: { body: { move: string } }) => (c.body.move === 'use' ? { ...theirs, state: 'used', state_name: '已使用', moves: [] } : theirs) })
    render(<CalendarPage />)
    fireEvent.click(await screen.findByRole('button', { name: /^没来，周秀英/ }))
    expect(question.get()!.title).toBe('登记为没来吗')
    question.get()!.answer(false)
    expect(lastCall(`${C}/bookings`)!.query).toBe('mine=false&day=2026-11-23&entry_id=e-1')
    fireEvent.click(screen.getByRole('button', { name: /^取消预约，周秀英/ }))
    fireEvent.change(await screen.findByLabelText(/为什么取消/), { target: { value: '临时停电' } })
    fireEvent.click(screen.getByRole('button', { name: '取消预约', hidden: true }))
    await waitFor(() => expect(lastCall(`${C}/bookings/b-1/moves`)!.body).toEqual({ move: 'cancel', note: '临时停电' }))
    fireEvent.click(await screen.findByRole('button', { name: /^来了，周秀英/ }))
    expect(await screen.findByText('已使用')).toBeTruthy()
  })
  it('shows one with its deadline', async () => {
    await signInAs(); open({ id: 'b-1' })
    answer({ [`GET ${C}/bookings/b-1`]: booking({ resource_kind: 'goods', unit_no: 2 }) })
    render(<BookingPage />)
    expect(await screen.findByText('2 号')).toBeTruthy()
    expect(screen.getByText('11月23日 周一 22:00')).toBeTruthy()
  })
})

describe('opening times', () => {
  it('are read and written as people do', () => {
    expect(openTimesInWords(OPEN)).toEqual(['周一至周二 09:00–12:00', '周四 14:00–17:00'])
    expect(openTimesOf(openTimesInWords(OPEN).join('\n'))).toEqual(OPEN)
    expect(openTimesOf('周三 09:00-12:00')).toEqual([{ weekday: 3, from: '09:00', to: '12:00' }])
    for (const bad of ['周八 09:00-12:00', '周五至周一 09:00-12:00', '周一 12:00-09:00', '周一 9:00-12:00', '每天']) expect(openTimesOf(bad)).toBeUndefined()
  })
  it('stand in the form with the length of a slot, and an edit keeps the other rules', () => {
    const values = valuesOf(room())
    expect(values['details.booking.slot_minutes']).toBe('60')
    expect(faults('resource', { ...values, 'details.booking.slot_minutes': '5' })['details.booking.slot_minutes']).toContain('15 到 1440')
    expect(faults('resource', { ...values, 'details.open_times': '' })['details.open_times']).toContain('写上开放时段')
    expect(faults('resource', { ...values, 'details.open_times': '每天' })['details.open_times']).toBeTruthy()
    expect(asPatch(room(), { ...values, 'details.booking.slot_minutes': '90' }).details).toMatchObject({ open_times: OPEN, booking: { ...BOOKING, slot_minutes: 90 }, space: { people_max: 40, accessible: true } })
    expect(asBody('resource', values).details).toMatchObject({ booking: BOOKING })
  })
  it('takes all rules of booking and closed days, and no rule without a slot', () => {
    const values = { ...valuesOf(room()), 'details.booking.lead_hours': '0', 'details.booking.ahead_days': '30', 'details.booking.member_max': '2', 'details.closed_days': '2026-10-01、2026-10-02', 'details.small_fee_fen': '5.5', text: '大家都可以用' }
    expect(faults('resource', values)).toEqual({})
    expect(asBody('resource', values).details).toMatchObject({ booking: { slot_minutes: 60, lead_hours: 0, ahead_days: 30, cancel_hours: 12, member_max: 2 }, closed_days: ['2026-10-01', '2026-10-02'], small_fee_fen: 550 })
    expect(faults('resource', { ...values, 'details.booking.ahead_days': '61' })['details.booking.ahead_days']).toContain('1 到 60')
    expect(asPatch(room(), { ...values, 'details.booking.slot_minutes': '' }).details).not.toHaveProperty('booking')
  })
  it('asks for what its sort alone tells, and sends nothing of another sort', () => {
    const names = (sort: string) => shownOf('resource', { 'details.resource_kind': sort }).map(f => f.name)
    expect(names('space')).toContain('space.people_max')
    expect(names('goods')).toContain('goods.deposit_note')
    expect(names('goods').filter(n => n.startsWith('space.'))).toEqual([])
    expect(names('fund')).not.toContain('booking.slot_minutes')
    const moved = { ...valuesOf(room()), text: '大家都可以用', 'details.resource_kind': 'fund', 'details.fund.amount_fen': '5000', 'details.fund.purpose': '助学' }
    expect(faults('resource', { ...moved, 'details.fund.purpose': '' })).toEqual({ 'details.fund.purpose': '请填写' })
    const { details } = asPatch(room(), moved)
    expect(details).toMatchObject({ resource_kind: 'fund', fund: { amount_fen: 500000, purpose: '助学' } })
    expect(details).not.toHaveProperty('space')
    expect(details).not.toHaveProperty('booking')
  })
  it('and what only a room tells are facts', () => {
    const facts = ownFacts(room())
    expect(facts).toContainEqual(['开放时段', '周一至周二 09:00–12:00、周四 14:00–17:00'])
    expect(facts).toContainEqual(['无障碍', '轮椅可以进'])
  })
})
