import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import Taro from '@tarojs/taro'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { clearCache } from '@/core/cache'
import { question } from '@/core/dialogs'
import type { Answer } from '@/core/http'
import { useLive, watch } from '@/core/live'
import { forgetSession, online, outbox, setPrefs, width } from '@/core/store'
import type { Deck, OpinionMap, Opinions, Said } from '@/core/types'
import { TopicOpinions } from '@/lists/parts/TopicOpinions'
import MapPage from '@/opinions/map/index'
import MinePage from '@/opinions/mine/index'
import { all, answerCard, back, deal, EMPTY, length, place, shown, wantsMore } from '@/opinions/parts/deck'
import { pictureOf, reach } from '@/opinions/parts/picture'
import QueuePage from '@/opinions/queue/index'
import SayPage from '@/opinions/say/index'
import SortPage from '@/opinions/sort/index'
import VotePage from '@/opinions/vote/index'
import { answer, calls, CID, lastCall, noNetwork, refuse, signInAs, startClock } from './api'
import { params } from './taro-mock'

vi.mock('@/opinions/parts/Plot', () => ({ Plot: ({ label }: { label: string }) => <div role='img' aria-label={label} /> }))
const C = `/communities/${CID}`, T = `${C}/topics/t-1`
const page = (items: unknown[]) => ({ items, next_cursor: null })
const now = (more: object = {}): Opinions => ({ state: 'open', closes_at: '2026-11-26T16:00:00Z', closed_at: null, while_talking: false, statements: 5, waiting: null, voters: 9, votes: 40, own_left_to_say: 8, own_voted: 2, may_set: false, ...more })
const cards = (...ids: string[]) => ids.map(id => ({ id, text: `看法${id}` }))
const dealt = (left: number, ...ids: string[]): Deck => ({ items: cards(...ids), left })
const open = (p: Record<string, string>) => { Object.keys(params).forEach(k => delete params[k]); Object.assign(params, p) }
const button = (name: string | RegExp) => screen.findByRole('button', { name })
const votes = () => calls.filter(c => c.method === 'PUT').map(c => [c.path.split('/').at(-2), c.body.answer])

beforeEach(() => {
  forgetSession(); clearCache(); setPrefs({ elder: false, dark: 'light', k: 0 }); online.set(true); width.set(390)
  outbox.snapshot().forEach(p => outbox.forget(p.key))
  question.set(undefined); vi.clearAllMocks()
  startClock('2026-11-23T06:00:00Z')
})
afterEach(() => { cleanup(); vi.useRealTimers() })

describe('the cards', () => {
  it('come in the order they were dealt, are counted with those of before, and can be taken back', () => {
    let hand = deal(EMPTY, dealt(3, 'a', 'b'), 2)
    expect([shown(hand)?.id, place(hand), all(hand)]).toEqual(['a', 3, 5])
    hand = answerCard(hand, 'agree')
    expect([shown(hand)?.id, place(hand), all(hand)]).toEqual(['b', 4, 5])
    hand = answerCard(back(hand), 'disagree')
    expect([shown(hand)?.id, hand.answers, hand.left]).toEqual(['b', { a: 'disagree' }, 2])
    hand = answerCard(hand, 'pass')
    expect([shown(hand), wantsMore(hand), all(hand)]).toEqual([undefined, true, 5])
  })
  it('do not come again while their vote still waits on the phone', () => {
    const hand = deal(answerCard(deal(EMPTY, dealt(2, 'a', 'b'), 0), 'agree'), dealt(3, 'a', 'b', 'c'), 0)
    expect([hand.cards.map(c => c.id), shown(hand)?.id, all(hand)]).toEqual([['a', 'b', 'c'], 'b', 3])
  })
  it('leave room for 140 characters, counted as a reader does', () => { expect(length(' 一二😀 ')).toBe(3) })
})

describe('asking again and again', () => {
  const asked = (answers: (Answer<number> | Error)[]) => {
    const tags: (string | undefined)[] = [], ask = async (tag?: string) => {
      tags.push(tag)
      const a = answers.shift() ?? { data: 0, etag: null, status: 304 }
      if (a instanceof Error) throw a
      return a
    }
    return { tags, ask }
  }
  const is = (data: number): Answer<number> => ({ data, etag: `"${data}"`, status: 200 }), same: Answer<number> = { data: 0, etag: null, status: 304 }
  it('tells what has changed, not what was there, with the tag it knows', async () => {
    vi.useFakeTimers()
    const { tags, ask } = asked([is(1), same, is(2)]), changed = vi.fn()
    const stop = watch({ ask, changed, unseen: () => false })
    await vi.advanceTimersByTimeAsync(6000)
    stop()
    expect([tags, changed.mock.calls]).toEqual([[undefined, '"1"', '"1"'], [[2]]])
  })
  it('rests while nobody looks, and asks ever more rarely while nobody answers', async () => {
    vi.useFakeTimers()
    let hidden = true
    const { tags, ask } = asked([new Error('no'), new Error('no')])
    const stop = watch({ ask, changed: () => undefined, unseen: () => hidden })
    await vi.advanceTimersByTimeAsync(10_000)
    expect(tags.length).toBe(0)
    hidden = false
    await vi.advanceTimersByTimeAsync(2500)
    expect(tags.length).toBe(1)
    await vi.advanceTimersByTimeAsync(14_999)
    expect(tags.length).toBe(2)
    stop()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(tags.length).toBe(2)
  })
  it('stops without a network and with its page', async () => {
    vi.useFakeTimers()
    const { tags, ask } = asked([])
    const Page = () => { useLive(ask, () => undefined, []); return null }
    const { unmount } = render(<Page />)
    await vi.advanceTimersByTimeAsync(2600)
    expect(tags.length).toBe(2)
    online.set(false)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(tags.length).toBe(2)
    online.set(true)
    await vi.advanceTimersByTimeAsync(100)
    expect(tags.length).toBe(3)
    unmount()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(tags.length).toBe(3)
  })
})

describe('a topic', () => {
  const topic = { id: 't-1', stage: 'gathering', moves: [] } as never, of = { reload: async () => undefined } as never
  it('says how many are left and follows what others vote', async () => {
    await signInAs()
    let n = 40
    answer({ [`GET ${T}/opinions`]: () => now({ votes: n }), [`GET ${T}/live`]: () => ({ votes: n, map: 1, stage: 'gathering' }) })
    vi.useFakeTimers({ shouldAdvanceTime: true })
    render(<TopicOpinions topic={topic} of={of} />)
    expect((await screen.findByRole('status')).textContent).toContain('共 40 次')
    n = 41
    await vi.advanceTimersByTimeAsync(3000)
    await waitFor(() => expect(screen.getByRole('status').textContent).toContain('共 41 次'))
    fireEvent.click(screen.getByRole('button', { name: /还有 3 句没看/ }))
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/opinions/vote/index?id=t-1' })
  })
  it('shows results alone after the close, and nothing where opinions were never asked', async () => {
    await signInAs()
    answer({ [`GET ${T}/opinions`]: now({ state: 'closed', own_voted: null }) })
    render(<TopicOpinions topic={topic} of={of} />)
    fireEvent.click(await button(/看结果/))
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/opinions/map/index?id=t-1' })
    expect(screen.queryByRole('button', { name: /没看/ })).toBeNull()
    cleanup(); clearCache()
    answer({ [`GET ${T}/opinions`]: now({ state: 'not_open', statements: 0 }) })
    render(<TopicOpinions topic={topic} of={of} />)
    await waitFor(() => expect(lastCall(`${T}/opinions`)).toBeTruthy())
    expect(screen.queryByText('大家的看法')).toBeNull()
  })
})

describe('voting', () => {
  it('shows one statement, sends each answer, and lets one change the last', async () => {
    await signInAs(); open({ id: 't-1' })
    answer({ [`GET ${T}/opinions`]: now(), [`GET ${T}/deck`]: dealt(3, 'a', 'b', 'c'), [`PUT ${T}/statements/a/vote`]: {}, [`PUT ${T}/statements/b/vote`]: {} })
    render(<VotePage />)
    expect(await screen.findByText('第 3 句，共 5 句')).toBeTruthy()
    fireEvent.click(await button('同意'))
    expect(await screen.findByText('看法b')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: '上一句' }))
    expect(screen.getByText('您选了“同意”，点别的就改')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: '不同意' }))
    fireEvent.click(screen.getByRole('button', { name: '说不好' }))
    expect(await screen.findByText('看法c')).toBeTruthy()
    await waitFor(() => expect(votes()).toEqual([['a', 'agree'], ['a', 'disagree'], ['b', 'pass']]))
  })
  it('keeps a vote on the phone without a network, and of two on one statement the last', async () => {
    await signInAs(); open({ id: 't-1' })
    answer({ [`GET ${T}/opinions`]: now(), [`GET ${T}/deck`]: dealt(2, 'a', 'b'), [`PUT ${T}/statements/a/vote`]: noNetwork() })
    render(<VotePage />)
    fireEvent.click(await button('同意'))
    await waitFor(() => expect(outbox.waiting().length).toBe(1))
    fireEvent.click(screen.getByRole('button', { name: '上一句' }))
    fireEvent.click(screen.getByRole('button', { name: '说不好' }))
    await waitFor(() => expect(outbox.waiting().map(p => p.body)).toEqual([{ answer: 'pass' }]))
    expect(screen.getByText('看法b')).toBeTruthy()
  })
  it('ends in what all think, and says when it is closed', async () => {
    await signInAs(); open({ id: 't-1' })
    answer({ [`GET ${T}/opinions`]: now({ own_voted: 5 }), [`GET ${T}/deck`]: dealt(0) })
    render(<VotePage />)
    expect(await screen.findByText('5 句都看完了')).toBeTruthy()
    cleanup(); clearCache()
    answer({ [`GET ${T}/opinions`]: now({ state: 'closed' }) })
    render(<VotePage />)
    expect(await screen.findByText('征求看法已经结束，不能再表态。')).toBeTruthy()
    expect(screen.queryByRole('button', { name: '同意' })).toBeNull()
  })
  it('is changed afterwards', async () => {
    await signInAs(); open({ id: 't-1' })
    answer({ [`GET ${T}/opinions`]: now(), [`GET ${T}/votes/mine`]: page([{ id: 'a', text: '看法a', answer: 'agree' }]), [`PUT ${T}/statements/a/vote`]: {} })
    render(<MinePage />)
    fireEvent.click(await button(/看法a/))
    fireEvent.click(within(await screen.findByRole('dialog', { hidden: true })).getByRole('button', { name: '不同意', hidden: true }))
    await waitFor(() => expect(votes()).toEqual([['a', 'disagree']]))
    expect((await button(/看法a/)).textContent).toContain('不同意')
  })
})

describe('a statement', () => {
  it('counts its characters, offers what is alike, and is sent all the same when it differs', async () => {
    await signInAs(); open({ id: 't-1' })
    answer({
      [`GET ${T}/opinions`]: now(), [`PUT ${T}/statements/s-1/vote`]: {},
      [`POST ${T}/statements`]: (c: { body: { similar_seen: boolean } }) => (c.body.similar_seen ? { id: 's-9' } : refuse(409, 'similar_statements', '有人说过相近的看法', { similar: [{ id: 's-1', text: '装两盏灯', score: 70 }] })),
    })
    render(<SayPage />)
    fireEvent.click(await button('发出'))
    expect(screen.getByText('请至少写四个字')).toBeTruthy()
    fireEvent.change(screen.getByLabelText('您的看法'), { target: { value: '晚上装灯' } })
    expect(screen.getByText('还能写 136 个字')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: '发出' }))
    fireEvent.click(await button('同意：装两盏灯'))
    await waitFor(() => expect(votes()).toEqual([['s-1', 'agree']]))
    fireEvent.click(await button('意思不一样，发我这句'))
    await waitFor(() => expect(lastCall(`${T}/statements`)!.body).toEqual({ text: '晚上装灯', similar_seen: true }))
    await waitFor(() => expect(Taro.redirectTo).toHaveBeenCalledWith({ url: '/opinions/mine/index?id=t-1&view=said' }))
  })
  it('is taken back while it waits', async () => {
    await signInAs(); open({ id: 't-1', view: 'said' })
    const mine = { id: 's-1', text: '先试三个月', state: 'waiting', state_name: '等待审核', is_own: true, merged_into_id: null, agrees: 0, disagrees: 0, passes: 0, moves: [{ move: 'withdraw', name: '撤回' }] }
    answer({ [`GET ${T}/opinions`]: now(), [`GET ${T}/statements`]: page([mine]), [`POST ${T}/statements/s-1/moves`]: { ...mine, state: 'withdrawn', state_name: '已撤回', moves: [] } })
    render(<MinePage />)
    fireEvent.click(await button(/撤回这句/))
    question.get()!.answer(true)
    await waitFor(() => expect(lastCall(`${T}/statements/s-1/moves`)!.body).toEqual({ move: 'withdraw' }))
    expect(lastCall(`${T}/statements`)!.query).toBe('mine=true')
  })
})

const saying = (text: string, more: object = {}): Said => ({ statement_id: text, text, side: 'agree', votes: 9, percent: 92, percent_by_group: [100, null], ...more })
const drawn = (more: object = {}): OpinionMap => ({
  version: 2, drawn_at: '2026-11-23T05:00:00Z', voters: 9, participants: 8, agreed: [saying('铺平')], own: { voted: 8, wanted: 7, group: 1, x: 2, y: 0 },
  groups: [{ name: '甲组', size: 5, x: -2, y: 0, spots: [{ x: -2, y: 1, people: 3 }], says: [saying('停车')] }, { name: '乙组', size: 3, x: 2, y: 0, spots: [{ x: 2, y: 0, people: 3 }], says: [] }], ...more,
})
describe('the map', () => {
  it('says first where all agree, then the groups, and hides what few voted on in words', async () => {
    await signInAs(); open({ id: 't-1' })
    answer({ [`GET ${T}/opinions`]: now(), [`GET ${T}/opinion-map`]: drawn() })
    render(<MapPage />)
    const agreed = await screen.findByRole('list', { name: '大家都同意的' })
    expect(agreed.textContent).toContain('92% 的人同意')
    expect(agreed.textContent).toContain('甲组 100% · 乙组人少，不显示')
    expect(screen.getByText('您在这一组')).toBeTruthy()
    expect(screen.getByRole('img', { name: '想法图：甲组 · 5 人，乙组 · 3 人' })).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: '用文字看这张图' }))
    expect((await screen.findByRole('dialog', { hidden: true })).textContent).toContain('停车（92% 同意）')
  })
  it('says plainly that too few took part', async () => {
    await signInAs(); open({ id: 't-1' })
    answer({ [`GET ${T}/opinions`]: now({ voters: 2 }), [`GET ${T}/opinion-map`]: drawn({ groups: [], agreed: [], own: null }) })
    render(<MapPage />)
    expect(await screen.findByText(/现在有 2 人表过态/)).toBeTruthy()
    expect(screen.queryByRole('img')).toBeNull()
  })
  it('is drawn to one scale in both directions, a shape for each group, oneself as a ring', () => {
    const { x, y } = reach(drawn()), series = pictureOf(drawn(), { dark: false, elder: true, you: '您', labels: ['甲', '乙'] }).series as { symbol?: string; label?: { fontSize: number } }[]
    expect((x[1] - x[0]) / (y[1] - y[0])).toBeCloseTo(10 / 7)
    expect(series.map(s => s.symbol)).toEqual(['circle', 'diamond', undefined, undefined, 'circle'])
    expect(series[2].label!.fontSize).toBeGreaterThanOrEqual(18)
    expect(reach({ groups: [], own: { voted: 1, wanted: 1, group: 0, x: 0, y: 0 } }).x[0]).toBeLessThan(0)
  })
})

describe('the desk', () => {
  const STAFF = { roles: ['member', 'staff'] }
  const item = { id: 'i-1', subject_type: 'statement', subject_name: '看法', title: '充电桩', target: { type: 'topic', id: 't-1' }, text: '先试三个月', state: 'held', state_name: '等待人工审核', created_at: '2026-11-23T05:00:00Z', decided_at: null, decisions: [], moves: [{ move: 'pass', name: '可以公开' }, { move: 'refuse', name: '不予公开' }] }
  it('lets a text through with one tap, and refuses none without a reason', async () => {
    await signInAs(STAFF); open({})
    answer({ [`GET ${C}/moderation/items`]: page([item, { ...item, id: 'i-2', text: '笨蛋' }]), [`POST ${C}/moderation/items/i-1/moves`]: { ...item, state: 'passed' }, [`POST ${C}/moderation/items/i-2/moves`]: { ...item, id: 'i-2', state: 'refused' } })
    render(<QueuePage />)
    fireEvent.click(await button('可以公开：先试三个月'))
    await waitFor(() => expect(lastCall(`${C}/moderation/items/i-1/moves`)!.body).toEqual({ move: 'pass' }))
    fireEvent.click(await button('不予公开：笨蛋'))
    const sheet = within(await screen.findByRole('dialog', { hidden: true }))
    fireEvent.click(sheet.getByRole('button', { name: '不予公开', hidden: true }))
    expect(lastCall(`${C}/moderation/items/i-2/moves`)).toBeUndefined()
    fireEvent.change(sheet.getByRole('textbox', { hidden: true }), { target: { value: '骂人的话' } })
    fireEvent.click(sheet.getByRole('button', { name: '不予公开', hidden: true }))
    await waitFor(() => expect(lastCall(`${C}/moderation/items/i-2/moves`)!.body).toEqual({ move: 'refuse', reason: '骂人的话' }))
  })
  it('merges one of two into the other, after a question', async () => {
    await signInAs(STAFF); open({ id: 't-1' })
    const one = (id: string, text: string) => ({ id, text, state: 'open', state_name: '已公开', is_own: false, merged_into_id: null, agrees: 1, disagrees: 0, passes: 0, moves: [{ move: 'merge', name: '合并' }] })
    answer({ [`GET ${T}/opinions`]: now({ may_set: true }), [`PUT ${T}/opinions`]: now({ may_set: true, while_talking: true }), [`GET ${T}/statements/similar`]: { items: [{ one: one('s-1', '装灯'), other: one('s-2', '要装灯'), score: 80 }] }, [`POST ${T}/statements/s-2/moves`]: one('s-2', '要装灯') })
    render(<SortPage />)
    fireEvent.click(await button('留这句，另一句并过来：装灯'))
    question.get()!.answer(true)
    await waitFor(() => expect(lastCall(`${T}/statements/s-2/moves`)!.body).toEqual({ move: 'merge', into_id: 's-1' }))
    fireEvent.click(screen.getByRole('switch', { name: /协商时也能表态/ }))
    await waitFor(() => expect(calls.find(c => c.method === 'PUT')!.body).toEqual({ while_talking: true }))
  })
})
