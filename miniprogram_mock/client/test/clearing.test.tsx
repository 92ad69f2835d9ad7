import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import Taro from '@tarojs/taro'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { clearCache } from '@/core/cache'
import { message, question } from '@/core/dialogs'
import { forgetSession, online, outbox, session, setPrefs, signedIn, width } from '@/core/store'
import type { ClearingDay, ClearingPair, ClearingTransfer, Membership } from '@/core/types'
import MinePage from '@/clearing/mine/index'
import PairPage from '@/clearing/pair/index'
import PairsPage from '@/clearing/pairs/index'
import { amountOf, dayText, goals, oweText, stopsOf } from '@/clearing/rules'
import SendPage from '@/clearing/send/index'
import TransferPage from '@/clearing/transfer/index'
import OfferPage from '@/redeem/offer/index'
import { answer, calls, CID, lastCall, membershipOf, refuse } from './api'
import { offer as sample } from './offer-sample'
import { params } from './taro-mock'

const THERE = 310101002001
const C = `/communities/${CID}`, D = `/communities/${THERE}`
const page = (items: unknown[]) => ({ items, next_cursor: null })
const pair = (more: object = {}): ClearingPair => ({ other_id: THERE, other_name: '安和社区', state: 'open', state_name: '已互通', our_ceiling: 500, their_ceiling: 800, ceiling: 500, owed: 0, in_flight: 0, possible: 500, may_agree: false, moves: [], ...more }) as ClearingPair
const back = (more: object = {}) => pair({ other_id: CID, other_name: '宝成社区', ...more })
const sent = (more: object = {}): ClearingTransfer => ({ id: 't-1', direction: 'out', other_id: THERE, other_name: '安和社区', points: 20, state: 'sent', state_name: '等对方社区记账', reason: null, sent_at: '2026-11-23T06:00:00Z', decided_at: null, closed_at: null, ...more }) as ClearingTransfer
const done = (more: object = {}) => sent({ state: 'done', state_name: '已到账', decided_at: '2026-11-23T06:00:02Z', closed_at: '2026-11-23T06:00:03Z', ...more })
const day = (more: object = {}): ClearingDay => ({ day: '2026-11-22', opening: 0, sent: 30, received: 10, refunded: 0, closing: 20, in_flight: 0, their_closing: -20, agrees: true, closed_at: '2026-11-22T16:30:00Z', ...more })
const books = (available: number) => ({ books: [{ book: 'point', name: '积分', unit: 'point', balance: available, available, lines: page([]) }] })
const open = (p: Record<string, string>) => { Object.keys(params).forEach(k => delete params[k]); Object.assign(params, p) }
const agree = () => waitFor(() => expect(question.get()).toBeTruthy()).then(() => question.get()!.answer(true))
const tap = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }))
const there = (more: object = {}) => membershipOf({ community_id: THERE, community_name: '安和社区', member_id: 'm-2', ...more })
const signIn = (...memberships: object[]) => signedIn({ access_token: 'a1', refresh_token: 'r1', expires_in: 900, person: { id: 'p-1', name: null, phone_masked: null }, memberships: memberships as never })

beforeEach(() => {
  forgetSession(); clearCache(); setPrefs({ elder: false, dark: 'light', k: 0 }); online.set(true); width.set(390)
  outbox.snapshot().forEach(p => outbox.forget(p.key))
  question.set(undefined); message.set(undefined); vi.clearAllMocks(); open({})
  signIn(membershipOf(), there())
})
afterEach(() => { cleanup(); vi.useRealTimers() })

describe('the rules', () => {
  it('draws each state as a line of stops', () => {
    const line = (x: ClearingTransfer) => stopsOf(x).map(s => `${s.name}:${s.status}`)
    expect(line(sent())).toEqual(['在本社区预留:done', '安和社区记账:now', '到账，可以兑换:to_come'])
    expect(line(done())).toEqual(['在本社区预留:done', '安和社区记账:done', '到账，可以兑换:done'])
    expect(line(sent({ state: 'refunded', reason: '超出了上限' }))).toEqual(['在本社区预留:done', '安和社区没有收下:done', '已退回您的存折:done'])
    expect(line(done({ direction: 'in' }))).toEqual(['安和社区转出:done', '到账，可以兑换:done'])
  })
  it('says who owes whom, what a day came to, what is an amount, and where points can go', () => {
    expect([oweText(60, '安和社区'), oweText(-60, '安和社区'), oweText(0, '安和社区')]).toEqual(['本社区欠安和社区 60 积分', '安和社区欠本社区 60 积分', '两边相抵，互不相欠'])
    expect(dayText(day({ refunded: 5, in_flight: 7 }))).toBe('转出 30 · 收到 10 · 退回 5 · 在途 7')
    expect([amountOf('5', 5), amountOf('6', 5), amountOf('0', 5), amountOf('1.5', 5), amountOf('', 5), amountOf('-1', 5)]).toEqual([5, undefined, undefined, undefined, undefined, undefined])
    const found = goals([pair(), pair({ other_id: 1, other_name: '甲' }), pair({ other_id: 2, state: 'paused' })], [there()] as Membership[])
    expect([found.mine.map(p => p.other_id), found.others.map(p => p.other_id)]).toEqual([[THERE], [1]])
  })
})

describe('sending', () => {
  it('says how much can go, asks once, and opens the transfer', async () => {
    answer({ [`GET ${C}/clearing/pairs`]: { items: [pair({ possible: 30 })] }, [`GET ${C}/passbook`]: books(46), [`POST ${C}/clearing/transfers`]: sent() })
    render(<SendPage />)
    expect(await screen.findByText('30')).toBeTruthy()
    fireEvent.change(await screen.findByLabelText(/转多少/), { target: { value: '20' } })
    await tap('转 20 积分')
    await waitFor(() => expect(question.get()?.title).toBe('转 20 积分到安和社区吗'))
    await agree()
    await waitFor(() => expect(Taro.redirectTo).toHaveBeenCalledWith({ url: `/clearing/transfer/index?id=t-1&from=${CID}` }))
    expect(lastCall(`${C}/clearing/transfers`)!.body).toEqual({ to_id: THERE, points: 20 })
    expect(lastCall(`${C}/clearing/transfers`)!.header['Idempotency-Key']).toBeTruthy()
  })
  it('takes no more than can go, and keeps a refusal in words', async () => {
    answer({ [`GET ${C}/clearing/pairs`]: { items: [pair()] }, [`GET ${C}/passbook`]: books(46), [`POST ${C}/clearing/transfers`]: refuse(409, 'over_ceiling', '超出了两个社区之间的上限', { detail: '现在最多还能转10积分' }) })
    render(<SendPage />)
    fireEvent.change(await screen.findByLabelText(/转多少/), { target: { value: '47' } })
    await tap('转过去')
    expect(await screen.findByText('请填 1 到 46 之间的整数')).toBeTruthy()
    fireEvent.change(screen.getByLabelText(/转多少/), { target: { value: '46' } })
    await tap('转 46 积分'); await agree()
    await waitFor(() => expect(message.get()?.text).toContain('现在最多还能转10积分'))
    expect(Taro.redirectTo).not.toHaveBeenCalled()
  })
  it('says what to do where nothing can go', async () => {
    answer({ [`GET ${C}/clearing/pairs`]: { items: [] }, [`GET ${C}/passbook`]: books(46) })
    const { unmount } = render(<SendPage />)
    expect(await screen.findByText('本社区还没有和您的其他社区互通积分。')).toBeTruthy()
    unmount(); clearCache(); signIn(membershipOf())
    answer({ [`GET ${C}/clearing/pairs`]: { items: [pair()] }, [`GET ${C}/passbook`]: books(46) })
    render(<SendPage />)
    await tap(/您还没有加入安和社区/)
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/pages/join/index' })
  })
})

describe('a transfer', () => {
  it('is watched until the other community has booked it, asking only whether it changed', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true })
    open({ id: 't-9', from: String(CID) })
    let state = sent({ id: 't-9' })
    answer({ [`GET ${C}/clearing/transfers/t-9`]: () => state })
    render(<TransferPage />)
    expect(await screen.findByText('等对方社区记账')).toBeTruthy()
    state = done({ id: 't-9' })
    await vi.advanceTimersByTimeAsync(2100)
    expect(await screen.findByText('已到账')).toBeTruthy()
    expect(lastCall(`${C}/clearing/transfers/t-9`)!.header['If-None-Match']).toBe('"1"')
    const looked = calls.length
    await vi.advanceTimersByTimeAsync(5000)
    expect(calls.length).toBe(looked)
  })
  it('leads to the other community once it is done, and the phone is in that one', async () => {
    open({ id: 't-1' })
    answer({ [`GET ${C}/clearing/transfers/t-1`]: done() })
    render(<TransferPage />)
    await tap('去安和社区兑换')
    expect(session.get()?.cid).toBe(THERE)
    expect(Taro.redirectTo).toHaveBeenCalledWith({ url: '/redeem/offers/index' })
  })
  it('tells why it came back, and lets one try otherwise', async () => {
    open({ id: 't-1' })
    answer({ [`GET ${C}/clearing/transfers/t-1`]: sent({ state: 'refunded', state_name: '已退回', reason: '超出了两个社区之间的上限，请少转一些，或过几天再转', closed_at: '2026-11-23T06:00:03Z' }) })
    render(<TransferPage />)
    expect((await screen.findAllByText(/请少转一些/)).length).toBeGreaterThan(0)
    await tap('改一改再转')
    expect(Taro.redirectTo).toHaveBeenCalledWith({ url: `/clearing/send/index?from=${CID}&to=${THERE}` })
  })
  it('is listed with its direction', async () => {
    answer({ [`GET ${C}/clearing/transfers/mine`]: page([sent(), done({ id: 't-2', direction: 'in', points: 5 })]) })
    render(<MinePage />)
    expect((await screen.findByRole('button', { name: /转到安和社区/ })).textContent).toContain('−20 积分')
    expect(screen.getByRole('button', { name: /从安和社区转来/ }).textContent).toContain('+5 积分')
  })
})

describe('an offer that my points here do not pay', () => {
  const offer = sample({ price_points: 50, stock: 9, left: 9, left_today: 9 })
  it('is paid from my other community with exactly what is missing', async () => {
    open({ id: 'o-1' })
    answer({ [`GET ${C}/offers/o-1`]: offer, [`GET ${C}/passbook`]: books(12), [`GET ${C}/clearing/pairs`]: { items: [pair()] }, [`GET ${D}/passbook`]: books(100), [`GET ${D}/clearing/pairs`]: { items: [back()] } })
    render(<OfferPage />)
    await tap(/用我在安和社区的积分/)
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: `/clearing/send/index?from=${THERE}&to=${CID}&points=38&offer=o-1` })
  })
  it.each([['too few there', 30, 500], ['no room between the two', 100, 10]])('says nothing of it with %s', async (_, have, possible) => {
    open({ id: 'o-1' })
    answer({ [`GET ${C}/offers/o-1`]: offer, [`GET ${C}/passbook`]: books(12), [`GET ${C}/clearing/pairs`]: { items: [pair()] }, [`GET ${D}/passbook`]: books(have), [`GET ${D}/clearing/pairs`]: { items: [back({ possible })] } })
    render(<OfferPage />)
    await waitFor(() => expect(lastCall(`${D}/clearing/pairs`)).toBeTruthy())
    expect(screen.queryByRole('button', { name: /用我在安和社区的积分/ })).toBeNull()
  })
})

describe('pairs', () => {
  it('are proposed by a lead alone', async () => {
    answer({ [`GET ${C}/clearing/pairs`]: { items: [] }, 'GET /communities': page([{ id: CID, name: '宝成社区', street_name: '' }, { id: THERE, name: '安和社区', street_name: '' }]), [`POST ${C}/clearing/pairs`]: pair({ state: 'proposed' }) })
    const { unmount } = render(<PairsPage />)
    expect(await screen.findByText('还没有和别的社区约定互通。')).toBeTruthy()
    expect(screen.queryByRole('button', { name: '提出互通' })).toBeNull()
    unmount(); signIn(membershipOf({ roles: ['member', 'lead'] }))
    render(<PairsPage />)
    fireEvent.change(await screen.findByLabelText(/和哪个社区/), { target: { value: String(THERE) } })
    fireEvent.change(screen.getByLabelText(/本社区的上限/), { target: { value: '300' } })
    await tap('提出互通'); await agree()
    await waitFor(() => expect(lastCall(`${C}/clearing/pairs`)?.body).toEqual({ other_id: THERE, ceiling: 300 }))
  })
  it('show who owes whom, every closed day, and what a lead can do', async () => {
    open({ other: String(THERE) })
    answer({ [`GET ${C}/clearing/pairs`]: { items: [pair({ owed: 20, may_agree: true, moves: [{ move: 'pause', name: '暂停互通' }] })] }, [`GET ${C}/clearing/pairs/${THERE}/days`]: page([day(), day({ day: '2026-11-21', agrees: false }), day({ day: '2026-11-20', agrees: null })]), [`POST ${C}/clearing/pairs/${THERE}/moves`]: pair({ state: 'paused' }) })
    render(<PairPage />)
    await waitFor(() => expect(screen.getAllByText('本社区欠安和社区 20 积分').length).toBe(4))
    expect([screen.getByText('两边一致'), screen.getByText('对不上'), screen.getByText('等对方结账')].length).toBe(3)
    await tap('改约定'); fireEvent.click(await screen.findByText('暂停互通')); await agree()
    await waitFor(() => expect(lastCall(`${C}/clearing/pairs/${THERE}/moves`)?.body).toEqual({ move: 'pause' }))
  })
})
