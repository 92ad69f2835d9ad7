import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { message, question } from '@/core/dialogs'
import { clearCache } from '@/core/cache'
import { forgetSession, online, outbox, setPrefs, width } from '@/core/store'
import type { Dossier, MatchProfile, MatchSuggestion, UnmetNeed } from '@/core/types'
import SuggestionsPage from '@/matching/mine/index'
import FiguresPage from '@/matching/figures/index'
import ProfilePage from '@/matching/profile/index'
import MatchingDesk from '@/matching/staff/index'
import { wordsOf } from '@/core/format'
import { bodyOf, draftOf } from '@/matching/parts/profile'
import { missing, needsForm, reasonsFor, yesBody } from '@/matching/parts/rules'
import { add, fromDossier, isFree, odd, toggle, without } from '@/matching/parts/week'
import { answer, CID, lastCall, refuse, signInAs, startClock } from './api'
import { params } from './taro-mock'

const C = `/communities/${CID}`
const page = (items: unknown[]) => ({ items, next_cursor: null })
const suggestion = (more: Partial<MatchSuggestion> = {}): MatchSuggestion => ({
  id: 'm-1', need: { type: 'shift', id: 's-1', role_id: null, role_name: null, title: '陪老人去医院', number: null, kind: null, category: 'elder', category_name: '助老', place: '3号楼', starts_at: null, ends_at: null, left: 1, quantity_unit: '人', is_open: true },
  offer: { type: 'member', id: 'p-1', name: '周阿姨', owner_name: null }, amount: 1, starts_at: null, ends_at: null, when: '12月2日 周三 14:00–16:00', reasons: [{ code: 'distance', text: '同一栋楼', points: 30, figure: 0 }], automated: true, automated_text: '由程序算出',
  asks: { accept_risks: false, risks: [], qualification: null, quantity_max: null }, state: 'offered', state_name: '等答复', state_text: null, answer_by: '2026-11-26T10:00:00Z', created_at: '2026-11-23T01:00:00Z', decided_at: null, decline_reason: null, decline_reason_name: null, decline_words: null, remembered_until: null,
  became: null, my_review: null, may_ask_review: true, moves: [{ move: 'accept', name: '我来报名' }, { move: 'decline', name: '这次不方便' }], ...more,
})
const profile = (more: Partial<MatchProfile> = {}): MatchProfile => ({ is_on: false, skills: [], categories: [], qualifications: [], windows: [], hours_a_week: 4, things_a_week: 2, people: 1, reach: 'community', stated_at: null, consent_version: null, text: '打开以后会自动比对。', text_version: 'v1', ...more })
const open = (p: Record<string, string>) => { Object.keys(params).forEach(k => delete params[k]); Object.assign(params, p) }
const tap = async (name: string | RegExp) => fireEvent.click((await screen.findAllByRole('button', { name, hidden: true })).at(-1)!)

beforeEach(async () => {
  forgetSession(); clearCache(); setPrefs({ elder: false, dark: 'light', k: 0 }); online.set(true); width.set(390)
  outbox.snapshot().forEach(p => outbox.forget(p.key))
  question.set(undefined); message.set(undefined); vi.clearAllMocks(); open({})
  startClock(Date.parse('2026-11-23T06:00:00Z'))
  await signInAs()
})
afterEach(() => { cleanup(); vi.useRealTimers() })

describe('the week', () => {
  it('takes a part of a day in and out, and leaves the rest of a longer time', () => {
    const on = toggle([], 3, 'pm')
    expect(on).toEqual([{ weekday: 3, from: '12:00', to: '18:00' }])
    expect(toggle(on, 3, 'pm')).toEqual([])
    const long = [{ weekday: 6, from: '08:00', to: '18:00' }]
    expect(isFree(long, 6, 'am') && isFree(long, 6, 'pm')).toBe(true)
    expect(toggle(long, 6, 'am')).toEqual([{ weekday: 6, from: '12:00', to: '18:00' }])
  })
  it('shows times that are no whole part by themselves, and a part swallows them', () => {
    const odds = add([], { weekday: 2, from: '14:00', to: '16:00' })
    expect(odd(odds)).toHaveLength(1)
    expect(toggle(odds, 2, 'pm')).toEqual([{ weekday: 2, from: '12:00', to: '18:00' }])
    expect(without(odds, odds[0]!)).toEqual([])
    expect(odd([{ weekday: 1, from: '09:00', to: '20:00' }, { weekday: 2, from: '08:00', to: '18:00' }])).toEqual([{ weekday: 1, from: '09:00', to: '20:00' }])
  })
  it('reads what the dossier knows', () => expect(fromDossier(['sat.am', 'mon.eve', 'x.y'])).toEqual([{ weekday: 1, from: '18:00', to: '21:00' }, { weekday: 6, from: '08:00', to: '12:00' }]))
})

describe('what a yes brings along', () => {
  const risky = suggestion({ asks: { accept_risks: true, risks: ['登高'], qualification: '电工证', quantity_max: null } })
  it('asks only for what is wanted', () => {
    expect(needsForm(suggestion())).toBe(false)
    expect(needsForm(risky)).toBe(true)
    expect(missing(risky, { risks: false, qualification: ' ', quantity: 1, note: '' })).toEqual({ risks: true, qualification: true })
    expect(yesBody(risky, { risks: true, qualification: ' A1 ', quantity: 1, note: '' })).toEqual({ move: 'accept', accept_risks: true, qualification_number: 'A1' })
  })
  it('gives reasons that suit a person or a unit', () => {
    expect(reasonsFor(true)).not.toContain('health')
    expect(reasonsFor(false)).not.toContain('not_enough')
  })
})

describe('the profile', () => {
  it('starts from the dossier the first time, never switched on by itself', () => {
    const d = { skills: [{ code: 'repair', name: '水电维修' }], skill_words: ['修表'], times: [{ code: 'sat.am', name: '周六上午' }] } as unknown as Dossier
    expect(draftOf(profile(), d)).toMatchObject({ on: false, skills: '水电维修、修表', windows: [{ weekday: 6, from: '08:00', to: '12:00' }] })
    expect(wordsOf('修表，理发、修表')).toEqual(['修表', '理发'])
  })
  it('sends the version of the text that was shown', () => expect(bodyOf(draftOf(profile({ is_on: true })), 'v1')).toMatchObject({ is_on: true, version: 'v1' }))
  it('says what it means before anything is on, and saves what was tapped', async () => {
    const d = { skills: [], skill_words: [], times: [] }
    answer({ [`GET ${C}/match-profile`]: profile(), [`GET ${C}/categories`]: { items: [{ code: 'elder', name: '助老', parent: null }] }, [`GET ${C}/dossier`]: d, [`PUT ${C}/match-profile`]: profile({ is_on: true }) })
    render(<ProfilePage />)
    expect(await screen.findByText('打开以后会自动比对。')).toBeTruthy()
    fireEvent.click(screen.getByRole('switch', { name: /自动为我找/ }))
    await tap('周三下午')
    await tap('保存')
    await waitFor(() => expect(lastCall(`${C}/match-profile`)?.body).toMatchObject({ is_on: true, version: 'v1', windows: [{ weekday: 3, from: '12:00', to: '18:00' }] }))
  })
})

describe('suggestions', () => {
  const list = `GET ${C}/matching/suggestions/mine`
  it('shows what, when, why, and takes a yes with one tap', async () => {
    answer({ [list]: page([suggestion()]), [`POST ${C}/matching/suggestions/m-1/moves`]: suggestion({ state: 'accepted', state_name: '已答应', moves: [], became: { type: 'sign_up', id: 'u-1', open_type: 'shift', open_id: 's-1' } }) })
    render(<SuggestionsPage />)
    expect(await screen.findByText('12月2日 周三 14:00–16:00')).toBeTruthy()
    expect(screen.getByText('同一栋楼')).toBeTruthy()
    await tap('我来报名')
    expect(await screen.findByText('已答应')).toBeTruthy()
    expect(lastCall(`${C}/matching/suggestions/m-1/moves`)?.body).toMatchObject({ move: 'accept' })
  })
  it('says on the card that somebody was faster', async () => {
    answer({ [list]: page([suggestion()]), [`POST ${C}/matching/suggestions/m-1/moves`]: refuse(409, 'suggestion_overtaken', '刚刚有人来做了'), [`GET ${C}/matching/suggestions/m-1`]: suggestion({ state: 'withdrawn', state_name: '已收回', moves: [] }) })
    render(<SuggestionsPage />)
    await tap('我来报名')
    expect(await screen.findByText('已收回')).toBeTruthy()
    expect(screen.getByText('这件事刚刚有人来做了，谢谢您。')).toBeTruthy()
    expect(screen.queryByRole('button', { name: '我来报名' })).toBeNull()
  })
  it('wants a reason for a no, and words for another reason', async () => {
    answer({ [list]: page([suggestion()]), [`POST ${C}/matching/suggestions/m-1/moves`]: suggestion({ state: 'declined', state_name: '这次不方便', moves: [] }) })
    render(<SuggestionsPage />)
    await tap('这次不方便')
    await tap('发出')
    expect(await screen.findByText('请选一个原因')).toBeTruthy()
    fireEvent.click(screen.getByRole('radio', { name: '其他原因', hidden: true }))
    await tap('发出')
    expect(await screen.findByText('请写几个字')).toBeTruthy()
    expect(lastCall(`${C}/matching/suggestions/m-1/moves`)).toBeUndefined()
  })
  it('opens the one that a message led to, and a unit’s with its own words', async () => {
    answer({ [`GET ${C}/matching/suggestions/m-1`]: suggestion({ offer: { type: 'unit', id: 'w-1', name: '研究所', owner_name: null } }) })
    open({ id: 'm-1' })
    render(<SuggestionsPage />)
    expect(await screen.findByText('陪老人去医院')).toBeTruthy()
    expect(screen.getByText('为单位找到的')).toBeTruthy()
  })
  it('shows what a person answered', async () => {
    answer({ [`GET ${C}/matching/reviews`]: page([{ id: 'r-1', about: 'none', about_name: '没有推荐', need: null, words: '为什么没有找我', state: 'answered', state_name: '已答复', answer: '范围改成本社区就行', answer_by: '2026-11-26T10:00:00Z' }]) })
    open({ view: 'asked' })
    render(<SuggestionsPage />)
    expect(await screen.findByText('范围改成本社区就行')).toBeTruthy()
  })
  it('asks a person about a need that was not suggested', async () => {
    open({ view: 'asked', entry_id: 'e-1' })
    answer({ [`GET ${C}/matching/reviews`]: page([]), [`POST ${C}/matching/reviews`]: {} })
    render(<SuggestionsPage />)
    fireEvent.change(await screen.findByLabelText('您想问什么'), { target: { value: '我也会修水管' } })
    await tap('发出')
    await waitFor(() => expect(lastCall(`${C}/matching/reviews`)?.body).toEqual({ entry_id: 'e-1', words: '我也会修水管' }))
  })
  it('leads to the profile where nothing was found', async () => {
    answer({ [list]: page([]) })
    render(<SuggestionsPage />)
    expect(await screen.findByRole('button', { name: '填写能帮什么' })).toBeTruthy()
  })
})

describe('the figures', () => {
  it('tell of the newest run that looked at all, which stands after older ones', async () => {
    const run = (served: number, kind = 'full') => ({ id: `r-${served}`, kind, begun_at: '2026-11-22T18:00:00Z', needs: 9, served, unserved: 9 - served, waiting: 0, offers: 3, places: served, gap_permille: 0, millis: 9 })
    answer({ [`GET ${C}/matching/figures`]: { runs: [run(2), run(8), run(0, 'incremental')], weeks: [], unmet: 2, why: [], declined: [], hidden_below: null, automated_text: '由程序算出' } })
    render(<FiguresPage />)
    expect(await screen.findByText('8 件')).toBeTruthy()
  })
})

describe('the desk', () => {
  const lonely: UnmetNeed = { id: 'u-1', need: suggestion().need, missing: 1, candidates: 4, why: [{ code: 'window', text: '时间对不上', count: 3 }], why_text: '有4位愿意，时间都对不上', change_text: '若改到周六上午，有 3 人可来', state: 'open', state_name: '还没有人来', is_public: false, since: '2026-11-20T00:00:00Z', days: 3, becomes_at: null, becomes_text: null, problem_id: null, edit: { type: 'entry', id: 'e-1', name: '改时间' } }
  it('shows the smallest change first and leads to the edit', async () => {
    answer({ [`GET ${C}/matching/unmet`]: page([lonely]) })
    render(<MatchingDesk />)
    expect(await screen.findByText('若改到周六上午，有 3 人可来')).toBeTruthy()
    expect(screen.getByRole('button', { name: '改时间' })).toBeTruthy()
    expect(screen.getByText(/个人微心愿/)).toBeTruthy()
  })
  const desk = { [`GET ${C}/matching/unmet`]: page([lonely]), [`GET ${C}/members`]: page([{ id: 'p-9', name: '老方' }]), [`GET ${C}/units`]: page([{ id: 'w-9', name: '青松药店' }]) }
  const said = (more: object) => ({ kind: 'open', may_be_suggested: true, sentence: '条件都符合，也还有名额，可以由您来推荐。', failing: [], compared: [], ...more })
  it('tells why somebody was not found before they can be suggested by hand', async () => {
    answer({ ...desk, [`GET ${C}/matching/why-not`]: said({ kind: 'lighter', sentence: '名额有限，现在推荐的一方更合适。', compared: [{ code: 'distance', text: '同一栋楼（多30分）', points: 30, figure: 0 }] }), [`POST ${C}/matching/suggestions`]: refuse(409, 'suggestion_not_allowed', '不能推荐：时间对不上') })
    render(<MatchingDesk />)
    await tap('我来推荐')
    await tap('老方')
    expect(await screen.findByText('名额有限，现在推荐的一方更合适。')).toBeTruthy()
    expect(screen.getByText('同一栋楼（多30分）')).toBeTruthy()
    expect(lastCall(`${C}/matching/why-not`)?.query).toBe('need_type=shift&need_id=s-1&offer_type=member&offer_id=p-9')
    expect(lastCall(`${C}/matching/suggestions`)).toBeUndefined()
    await tap('推荐给老方')
    expect(await screen.findByText('不能推荐：时间对不上')).toBeTruthy()
    expect(lastCall(`${C}/matching/suggestions`)?.body).toMatchObject({ need: { type: 'shift', id: 's-1' }, offer: { type: 'member', id: 'p-9' } })
  })
  it('offers units too, and no button where a condition fails', async () => {
    answer({ ...desk, [`GET ${C}/matching/why-not`]: said({ kind: 'fails', may_be_suggested: false, sentence: '不能推荐：没有打开自动匹配。', failing: [{ code: 'consent', text: '没有打开自动匹配' }] }) })
    render(<MatchingDesk />)
    await tap('我来推荐')
    fireEvent.click(await screen.findByRole('tab', { name: '单位', hidden: true }))
    await tap('青松药店')
    expect(await screen.findByText('不能推荐：没有打开自动匹配。')).toBeTruthy()
    expect(screen.queryByRole('button', { name: '推荐给青松药店' })).toBeNull()
    expect(lastCall(`${C}/matching/why-not`)?.query).toContain('offer_type=unit&offer_id=w-9')
    await tap('换一个')
    expect(await screen.findByRole('tab', { name: '居民', hidden: true })).toBeTruthy()
  })
})
