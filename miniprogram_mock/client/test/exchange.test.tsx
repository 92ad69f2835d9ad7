import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { message, question } from '@/core/dialogs'
import { forgetSession, online, outbox, setPrefs, width } from '@/core/store'
import { clearCache } from '@/core/cache'
import type { OrderMeans, OrderMove, WholeOrder } from '@/core/types'
import AskPage from '@/exchange/ask/index'
import BoardPage from '@/exchange/board/index'
import DisputePage from '@/exchange/dispute/index'
import OrderPage from '@/exchange/order/index'
import { boundsOf, cancelText, daysAhead, lengths, minutesOf, promisesText, stepOf } from '@/exchange/rules'
import { answer, calls, CID, lastCall, refuse, signInAs, startClock } from './api'
import { params } from './taro-mock'

const C = `/communities/${CID}`
const NOW = Date.parse('2026-11-23T06:00:00Z')
const at = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString()
const page = (items: unknown[]) => ({ items, next_cursor: null })
const NAMES: Partial<Record<OrderMove, string>> = { accept: '请这位帮忙', cancel: '取消', report: '报告已完成', complete: '确认已完成', confirm: '确认50分钟', claim_absence: '对方没有来', dispute: '有不同意见', rule: '作出裁定' }
/** Agreed on, an hour long, begins in two days. */
const order = (more: Partial<WholeOrder> = {}, moves: OrderMove[] = []): WholeOrder => ({
  id: 'o-1', title: '陪我去医院', text: '去六院', category: 'elder.outing', category_name: '陪同就医', place: '3号楼', starts_at: at(2880), ends_at: at(2940), minutes: 60,
  payer: 'own', payer_name: '本人的时间币', state: 'accepted', state_name: '已约好', asker: { id: 'm-2', name: '陈阿婆' }, helper: { id: 'm-1', name: '陈阿姨' }, side: 'helper',
  answers_count: 1, my_answer: null, next: { who: '帮忙的人', what: '按时到场', due_at: at(2880), otherwise: null }, posted_minutes: null, created_at: at(-60),
  door: '602室', phone: null, consent_name: null, asked_by: null, asker_promises: { kept: 12, broken: 1 }, helper_promises: null, answers: [], shift_id: 's-1', record: null,
  reported_minutes: null, returned_minutes: 0, suggested_minutes: 60, ruling_most: 60, stops: [{ name: '发出请求', status: 'done', at: at(-60), by: { id: 'm-2', name: '陈阿婆' }, minutes: null, note: null, due_at: null }],
  statements: [], compensation: null, moves: moves.map(move => ({ move, name: NAMES[move] ?? move })), ...more,
})
const means = (more: Partial<OrderMeans> = {}): OrderMeans => ({ available: 90, pool_left: null, may_ask_for: false, minutes_min: 15, minutes_max: 480, minutes_step: 15, ahead_days: 60, late_cancel_hours: 12, compensation: 30, ...more })
const CATEGORIES = { items: [{ code: 'elder', name: '助老服务', parent: null }, { code: 'elder.outing', name: '陪同就医', parent: 'elder' }] }
const open = (p: Record<string, string>) => { Object.keys(params).forEach(k => delete params[k]); Object.assign(params, p) }
const agree = () => waitFor(() => expect(question.get()).toBeTruthy()).then(() => { const q = question.get()!; q.answer(true); return q })
/** Also within a sheet, whose dialog jsdom does not open. */
const tap = async (name: string | RegExp) => fireEvent.click((await screen.findAllByRole('button', { name, hidden: true })).at(-1)!)
const show = (o: WholeOrder) => { open({ id: o.id }); answer({ [`GET ${C}/orders/${o.id}`]: o, [`POST ${C}/orders/${o.id}/moves`]: o }); render(<OrderPage />) }

beforeEach(async () => {
  forgetSession(); clearCache(); setPrefs({ elder: false, dark: 'light', k: 0 }); online.set(true); width.set(390)
  outbox.snapshot().forEach(p => outbox.forget(p.key))
  question.set(undefined); message.set(undefined); vi.clearAllMocks(); open({})
  startClock(NOW)
  await signInAs()
})
afterEach(() => { cleanup(); vi.useRealTimers() })

describe('the rules of exchange', () => {
  it('knows the one next thing of each side', () => {
    const open = { state: 'open' as const, helper: null, shift_id: null }
    const begun = { starts_at: at(-10), ends_at: at(50) }
    expect(stepOf(order({ ...open, side: null }), NOW)).toBe('answer')
    expect(stepOf(order({ ...open, side: 'asker' }), NOW)).toBe('none')
    expect(stepOf(order(), NOW)).toBe('none')
    expect(stepOf(order(begun, ['report']), NOW)).toBe('checkIn')
    expect(stepOf(order({ ...begun, record: { id: 'r', state: 'checked_in', state_name: '', minutes: null } }, ['report']), NOW)).toBe('checkOut')
    expect(stepOf(order({ ...begun, record: { id: 'r', state: 'checked_out', state_name: '', minutes: 50 } }, ['report']), NOW)).toBe('report')
    expect(stepOf(order({ ...begun, side: 'asker' }, ['complete', 'report']), NOW)).toBe('code')
    expect(stepOf(order({ starts_at: at(-300), ends_at: at(-240), side: 'asker' }, ['complete', 'report']), NOW)).toBe('complete')
    expect(stepOf(order({ state: 'reported', side: 'asker' }, ['confirm', 'dispute']), NOW)).toBe('confirm')
    expect(stepOf(order({ state: 'disputed', side: null }, ['rule']), NOW)).toBe('rule')
  })
  it('says what cancelling costs', () => {
    expect(cancelText(order({ state: 'open' }))).toContain('不扣')
    expect(cancelText(order({ compensation: 0 }))).toContain('全部退回')
    expect(cancelText(order({ compensation: 30 }))).toContain('补偿对方 30 分钟')
  })
  it('reads minutes, days and lengths', () => {
    expect([minutesOf('50', 1, 60), minutesOf('61', 1, 60), minutesOf('0', 0, 60), minutesOf('1.5', 0, 60), minutesOf('', 0, 60)]).toEqual([50, undefined, 0, undefined, undefined])
    expect(daysAhead(NOW)).toEqual(['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27'])
    expect(boundsOf('2026-11-24')).toEqual({ from: '2026-11-23T16:00:00Z', to: '2026-11-24T16:00:00Z' })
    expect(lengths(15, 60, 15)).toEqual([15, 30, 45, 60])
    expect(promisesText({ kept: 12, broken: 1 })).toBe('守约 12 次，失约 1 次')
    expect(promisesText({ kept: 0, broken: 0 })).toContain('还没有')
  })
})

describe('the board', () => {
  it('filters by day and category', async () => {
    answer({ [`GET ${C}/orders`]: page([order({ state: 'open', helper: null, side: null })]), [`GET ${C}/categories`]: CATEGORIES })
    render(<BoardPage />)
    expect((await screen.findByText('陪我去医院')).closest('.row')!.textContent).toContain('1 小时')
    fireEvent.click(await screen.findByRole('radio', { name: '明天' }))
    await waitFor(() => expect(lastCall(`${C}/orders`)!.query).toContain('from=2026-11-23T16%3A00%3A00Z'))
    fireEvent.click(screen.getByRole('radio', { name: '助老服务' }))
    await waitFor(() => expect(lastCall(`${C}/orders`)!.query).toContain('category=elder'))
  })
  it('opens where one was sent, and sends whoever is not verified to join', async () => {
    open({ view: 'asked' }); answer({ [`GET ${C}/orders`]: page([]) })
    const { unmount } = render(<BoardPage />)
    expect(await screen.findByText('您请邻居帮的忙会在这里。')).toBeTruthy()
    expect(lastCall(`${C}/orders`)!.query).toContain('scope=asked')
    unmount(); forgetSession(); await signInAs({ state: 'applied' })
    render(<BoardPage />)
    expect(await screen.findByText('核实为居民后就可以互助。')).toBeTruthy()
  })
})

describe('asking', () => {
  it('shows the price and what is missing, and sends what was written', async () => {
    answer({ [`GET ${C}/order-means`]: means({ available: 45 }), [`GET ${C}/categories`]: CATEGORIES, [`POST ${C}/orders`]: order() })
    render(<AskPage />)
    expect(await screen.findByText(/还差 15 分/)).toBeTruthy()
    await tap('发出请求')
    expect(screen.getByText('请选一类')).toBeTruthy()
    expect(calls.some(c => c.method === 'POST')).toBe(false)
    fireEvent.change(screen.getByLabelText(/需要哪一类帮忙/), { target: { value: 'elder.outing' } })
    fireEvent.change(screen.getByLabelText(/一句话说清/), { target: { value: '陪我去医院' } })
    fireEvent.change(screen.getByLabelText(/大概在哪里/), { target: { value: '3号楼' } })
    await tap('发出请求')
    await waitFor(() => expect(lastCall(`${C}/orders`)?.method).toBe('POST'))
    expect(lastCall(`${C}/orders`)!.body).toMatchObject({ category: 'elder.outing', title: '陪我去医院', place: '3号楼', minutes: 60, payer: 'own', starts_at: '2026-11-24T02:00:00Z', share_phone: false })
    expect(screen.queryByText('公益池代付')).toBeNull()
  })
  it('offers the pool to whom it was granted, and asking for others to staff alone', async () => {
    open({ for: '1' })
    answer({ [`GET ${C}/order-means`]: means({ pool_left: 120 }), [`GET ${C}/categories`]: CATEGORIES })
    const { unmount } = render(<AskPage />)
    expect(await screen.findByText('公益池代付')).toBeTruthy()
    expect(screen.queryByText('替谁请')).toBeNull()
    unmount()
    answer({ [`GET ${C}/order-means`]: means({ may_ask_for: true }), [`GET ${C}/categories`]: CATEGORIES, [`GET ${C}/members`]: page([{ id: 'm-9', name: '沈阿婆', household: { building: '3号楼', door: '602室' } }]) })
    render(<AskPage />)
    await screen.findByText('替谁请')
    await tap('发出请求')
    expect(screen.getByText('请选居民')).toBeTruthy()
    await tap('替谁请，找一位居民')
    fireEvent.change(screen.getByLabelText('找居民'), { target: { value: '沈阿婆' } })
    await tap('找')
    await waitFor(() => expect(lastCall(`${C}/members`)?.query).toContain(`find=${encodeURIComponent('沈阿婆')}`))
    fireEvent.click(await screen.findByText('3号楼602室'))
    expect(screen.getByRole('button', { name: '替谁请，沈阿婆' })).toBeTruthy()
  })
})

describe('one request', () => {
  it('shows whose turn it is, the door to the helper, and how the asker kept their word', async () => {
    show(order({}, ['cancel']))
    expect(await screen.findByText('现在等帮忙的人：按时到场')).toBeTruthy()
    expect(screen.getByText('3号楼 602室')).toBeTruthy()
    expect(screen.getByText('守约 12 次，失约 1 次')).toBeTruthy()
    expect(screen.getByText(/扫求助人手机上的签到码/)).toBeTruthy()
  })
  it('accepts one of those who answered, after saying what is held; a refusal stays', async () => {
    const o = order({ state: 'open', helper: null, side: 'asker', shift_id: null, answers: [{ id: 'a-1', message: '我陪您去', state: 'offered', state_name: '', created_at: at(0), moves: [], helper: { id: 'm-3', name: '王师傅' }, promises: { kept: 0, broken: 0 } }] }, ['accept', 'cancel'])
    open({ id: 'o-1' })
    answer({ [`GET ${C}/orders/o-1`]: o, [`POST ${C}/orders/o-1/moves`]: refuse(409, 'insufficient_time', '时间币不够', { available: 40, needed: 60 }) })
    render(<OrderPage />)
    await tap('请王师傅帮忙')
    expect((await agree()).text).toContain('预留 1 小时')
    await waitFor(() => expect(lastCall(`${C}/orders/o-1/moves`)?.body).toMatchObject({ move: 'accept', answer_id: 'a-1' }))
    expect(await screen.findByText(/现有 40 分钟，需要 1 小时/)).toBeTruthy()
  })
  it('tells what cancelling costs and sends what it told', async () => {
    show(order({ side: 'asker', compensation: 30 }, ['cancel']))
    await tap('取消互助')
    expect((await agree()).text).toContain('需补偿对方 30 分钟')
    await waitFor(() => expect(lastCall(`${C}/orders/o-1/moves`)?.body).toMatchObject({ move: 'cancel', compensation: 30 }))
  })
  it('reports the minutes of the code unless somebody says otherwise', async () => {
    show(order({ starts_at: at(-120), ends_at: at(-60), suggested_minutes: 50, record: { id: 'r-1', state: 'checked_out', state_name: '已签退', minutes: 50 } }, ['report']))
    await tap('报告已完成')
    expect(await screen.findByText('签到码记下的是 50 分钟。')).toBeTruthy()
    fireEvent.change(screen.getByLabelText(/分钟数/), { target: { value: '61' } })
    await tap(/报告 0 分钟/)
    expect(screen.getByText('请填 1 到 60 之间的整数')).toBeTruthy()
    fireEvent.change(screen.getByLabelText(/分钟数/), { target: { value: '45' } })
    await tap('报告 45 分钟')
    await waitFor(() => expect(lastCall(`${C}/orders/o-1/moves`)?.body).toMatchObject({ move: 'report', minutes: 45 }))
  })
  it('confirms what was reported after saying what is paid', async () => {
    show(order({ side: 'asker', state: 'reported', reported_minutes: 50 }, ['confirm', 'dispute']))
    await tap('确认50分钟')
    expect((await agree()).text).toContain('付给帮忙的人 50 分钟')
    await waitFor(() => expect(lastCall(`${C}/orders/o-1/moves`)?.body).toMatchObject({ move: 'confirm' }))
  })
  it('lets staff confirm for somebody only with what they said', async () => {
    show(order({ side: 'asker', state: 'reported', reported_minutes: 50, consent_name: '本人口头同意', asked_by: { id: 'm-1', name: '陈阿姨' } }, ['confirm']))
    await tap('确认50分钟')
    await tap('确认已完成')
    expect(screen.getByText('请写明经过')).toBeTruthy()
    fireEvent.change(screen.getByLabelText(/您电话问到的情况/), { target: { value: '阿婆说做完了' } })
    await tap('确认已完成')
    await waitFor(() => expect(lastCall(`${C}/orders/o-1/moves`)?.body).toMatchObject({ move: 'confirm', note: '阿婆说做完了' }))
  })
  it('says that no record arises without a code', async () => {
    show(order({ side: 'asker', state: 'completed', posted_minutes: 60, next: null }))
    expect(await screen.findByText(/没有用签到码签到/)).toBeTruthy()
  })
  it('answers with a word and, if wanted, the phone', async () => {
    open({ id: 'o-1' })
    const o = order({ state: 'open', helper: null, side: null, shift_id: null })
    answer({ [`GET ${C}/orders/o-1`]: o, [`POST ${C}/orders/o-1/answers`]: o })
    render(<OrderPage />)
    await tap('我来帮忙')
    fireEvent.change(await screen.findByLabelText(/您的话/), { target: { value: '我有空' } })
    await tap('应答')
    await waitFor(() => expect(lastCall(`${C}/orders/o-1/answers`)?.body).toEqual({ message: '我有空', share_phone: false }))
  })
})

describe('a dispute', () => {
  const said = [{ side: 'asker' as const, by: { id: 'm-2', name: '陈阿婆' }, text: '只来了二十分钟', photos: [], at: at(-5) }]
  const showDispute = (o: WholeOrder) => { open({ id: o.id }); answer({ [`GET ${C}/orders/${o.id}`]: o, [`POST ${C}/orders/${o.id}/moves`]: o, [`POST ${C}/orders/${o.id}/statements`]: o }); render(<DisputePage />) }
  it('begins with a word of one side', async () => {
    showDispute(order({ side: 'asker', state: 'reported' }, ['confirm', 'dispute']))
    await tap('提交说明')
    expect(screen.getByText('请写明经过')).toBeTruthy()
    fireEvent.change(screen.getByLabelText(/您的说明/), { target: { value: '没有这么久' } })
    await tap('提交说明')
    await waitFor(() => expect(lastCall(`${C}/orders/o-1/moves`)?.body).toMatchObject({ move: 'dispute', note: '没有这么久' }))
  })
  it('takes the other side\'s word', async () => {
    showDispute(order({ state: 'disputed', statements: said }))
    expect(await screen.findByText('只来了二十分钟')).toBeTruthy()
    fireEvent.change(screen.getByLabelText(/补充说明/), { target: { value: '我等了很久' } })
    await tap('提交说明')
    await waitFor(() => expect(lastCall(`${C}/orders/o-1/statements`)?.body).toEqual({ text: '我等了很久', photos: [] }))
  })
  it('is ruled on with minutes and a reason, once asked', async () => {
    showDispute(order({ side: null, state: 'disputed', statements: said }, ['rule']))
    await tap('裁定，不能再改')
    expect(screen.getByText('请填 0 到 60 之间的整数')).toBeTruthy()
    fireEvent.change(screen.getByLabelText(/按多少分钟/), { target: { value: '20' } })
    fireEvent.change(screen.getByLabelText(/理由/), { target: { value: '邻居证明' } })
    fireEvent.click(screen.getByRole('radio', { name: '帮忙的人' }))
    await tap('裁定，不能再改')
    await agree()
    await waitFor(() => expect(lastCall(`${C}/orders/o-1/moves`)?.body).toMatchObject({ move: 'rule', minutes: 20, note: '邻居证明', at_fault: 'helper' }))
  })
})
