import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { clearCache } from '@/core/cache'
import { question } from '@/core/dialogs'
import { forgetSession, online, outbox, setPrefs, width } from '@/core/store'
import type { Corrections, ServiceRecord } from '@/core/types'
import CorrectionsPage from '@/desk/corrections/index'
import CorrectPage from '@/volunteering/correct/index'
import { minutesFault, minutesOf, needsPhotos } from '@/volunteering/parts/correcting'
import RecordPage from '@/volunteering/record/index'
import { answer, CID, lastCall, signInAs } from './api'
import { params } from './taro-mock'

const C = `/communities/${CID}`
const page = (items: unknown[]) => ({ items, next_cursor: null })
const AT = '2026-11-20T01:00:00Z'
const record = (more: object = {}) => ({
  id: 'r-1', number: '时-000012', shift: { id: 's-1', title: '周末楼道清洁', starts_at: AT, ends_at: '2026-11-20T03:00:00Z', place: '3号楼门口' }, member: { id: 'm-1', name: '陈阿姨' }, state: 'entered', state_name: '已入账', minutes: 120, checked_in_at: AT, checked_out_at: AT, fence: 'inside',
  flags: [], source: 'code', held_by: null, evidence: [], may_add_slip: false, notice_until: null, days_left: null, calendar_note: null, settlement: 'settled', earned: [], stops: [{ state: 'entered', name: '已入账', at: AT, by: null, status: 'done' }], moves: [], corrects: null, corrected_by: null, ...more,
}) as ServiceRecord
const corrections = (more: Partial<Corrections> = {}): Corrections => ({ corrects: null, corrected_by: null, correction: null, effects: [], requests: [], minutes_max: 120, may_ask: false, may_file: false, ...more })
const request = { id: 'q-1', record: { id: 'r-1', number: '时-000012', minutes: 120, title: '周末楼道清洁', served_on: '2026-11-20' }, member: { id: 'm-1', name: '陈阿姨' }, minutes: 60, reason: '我提前走了', photos: [], state: 'waiting' as const, state_name: '待答复', answer: null, asked_at: AT }
const of = (r: ServiceRecord, c: Corrections) => answer({ [`GET ${C}/records/r-1`]: r, [`GET ${C}/records/r-1/corrections`]: c, [`POST ${C}/records/r-1/corrections`]: record({ id: 'r-2' }), [`POST ${C}/records/r-1/correction-requests`]: request, [`POST ${C}/correction-requests/q-1/moves`]: { ...request, state: 'declined' } })

beforeEach(() => {
  forgetSession(); clearCache(); setPrefs({ elder: false, dark: 'light', k: 0 }); online.set(true); width.set(390)
  outbox.snapshot().forEach(p => outbox.forget(p.key))
  question.set(undefined); vi.clearAllMocks()
  Object.keys(params).forEach(k => delete params[k]); Object.assign(params, { id: 'r-1' })
})
afterEach(() => { cleanup() })

describe('the minutes of a correction', () => {
  it('may be nothing, are other than before and no more than the shift', () => {
    expect([minutesOf('0', 120), minutesOf('60', 120), minutesOf('121', 120), minutesOf('', 120), minutesOf('1.5', 120)]).toEqual([0, 60, undefined, undefined, undefined])
    expect([minutesFault('120', 120, 120), minutesFault('x', 120, 120), minutesFault('0', 120, 120)]).toEqual(['same', 'need', undefined])
  })
  it('need photos where the desk files more', () => {
    expect([needsPhotos('90', 60, 120, true), needsPhotos('30', 60, 120, true), needsPhotos('90', 60, 120, false)]).toEqual([true, false, false])
  })
})

describe('correcting', () => {
  it('lets a volunteer ask with minutes and a reason', async () => {
    await signInAs()
    of(record(), corrections({ may_ask: true }))
    render(<CorrectPage />)
    fireEvent.click(await screen.findByRole('button', { name: '提交申请' }))
    expect(screen.getByText('请写 0 到 120 的整数')).toBeTruthy()
    fireEvent.change(screen.getByLabelText(/应该是多少分钟/), { target: { value: '60' } })
    expect(screen.getByText('2 小时 改为 1 小时')).toBeTruthy()
    fireEvent.change(screen.getByLabelText(/为什么更正/), { target: { value: '我提前走了' } })
    fireEvent.click(screen.getByRole('button', { name: '提交申请' }))
    await waitFor(() => expect(lastCall(`${C}/records/r-1/correction-requests`)!.body).toEqual({ minutes: 60, reason: '我提前走了', photos: [] }))
  })
  it('shows the desk what was asked, fills it in, and files only with a photo where it is more', async () => {
    await signInAs()
    of(record({ minutes: 60 }), corrections({ may_file: true, requests: [{ ...request, minutes: 90 }] }))
    render(<CorrectPage />)
    expect(await screen.findByText('陈阿姨申请改为 1.5 小时')).toBeTruthy()
    fireEvent.change(screen.getByLabelText(/为什么更正/), { target: { value: '签到表为准' } })
    fireEvent.click(screen.getByRole('button', { name: '提出更正' }))
    expect(screen.getByText('增加时长须附照片')).toBeTruthy()
    expect(lastCall(`${C}/records/r-1/corrections`)?.method).not.toBe('POST')
  })
  it('answers a request with a reason', async () => {
    await signInAs()
    of(record(), corrections({ may_file: true, requests: [request] }))
    render(<CorrectPage />)
    fireEvent.click(await screen.findByRole('button', { name: '不受理' }))
    fireEvent.change(screen.getByLabelText(/为什么不受理/), { target: { value: '签退时间准确' } })
    fireEvent.click(within(screen.getByRole('dialog', { hidden: true })).getByRole('button', { name: '不受理', hidden: true }))
    await waitFor(() => expect(lastCall(`${C}/correction-requests/q-1/moves`)!.body).toEqual({ move: 'decline', note: '签退时间准确' }))
  })
})

describe('a corrected record', () => {
  it('leads both ways, says why and what is still owed', async () => {
    await signInAs()
    answer({ [`GET ${C}/records/r-1`]: record({ corrects: { id: 'r-0', number: '时-000003', minutes: 120 }, minutes: 60, member: { id: 'm-1', name: '陈阿姨' } }), [`GET ${C}/records/r-1/corrections`]: corrections({ correction: { reason: '当天提前离开', photos: [], filed_by: { id: 'm-5', name: '小吴' }, filed_at: AT, from_audit: false, was_asked: false }, effects: [{ book: 'time', amount: 60, taken: 20, owed: 40 }] }) })
    render(<RecordPage />)
    expect(await screen.findByText('更正了 时-000003')).toBeTruthy()
    expect(screen.getByText('当天提前离开')).toBeTruthy()
    expect(screen.getByText('还差 40 分钟，以后挣到的先还')).toBeTruthy()
  })
})

it('lists what members ask for and what waits for another hand', async () => {
  await signInAs()
  answer({ [`GET ${C}/correction-requests`]: page([request]), [`GET ${C}/records`]: page([record({ id: 'r-2', state: 'filed', minutes: 30, corrects: { id: 'r-1', number: '时-000012', minutes: 120 } })]) })
  render(<CorrectionsPage />)
  expect(await screen.findByText('2 小时 改为 1 小时')).toBeTruthy()
  fireEvent.click(screen.getByRole('tab', { name: '待确认' }))
  expect(await screen.findByText('2 小时 改为 30 分钟')).toBeTruthy()
})
