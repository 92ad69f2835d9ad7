import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import Taro from '@tarojs/taro'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { clearCache } from '@/core/cache'
import { forgetSession, online, setPrefs, width } from '@/core/store'
import { pieces } from '@/lists/parts/marks'
import { recentWords, rememberWords } from '@/lists/search/recent'
import SearchPage from '@/lists/search/index'
import { answer, CID, lastCall, signInAs } from './api'
import { params, storage } from './taro-mock'

const C = `/communities/${CID}`
const page = (items: unknown[]) => ({ items, next_cursor: null })
const hit = { id: 'e-1', kind: 'need', kind_name: '需求', title: '公共充电桩', text: '希望装充电桩', state: 'open', state_name: '待认领', distance: 'building', title_marks: [[2, 5]], text_marks: [[3, 6]] }
const next = { id: 'e-9', community_id: 1, community_name: '隔壁社区', number: '需-0001', kind: 'need', title: '隔壁的充电桩', text: '已经装好了', category_name: '充电设施', place: '东门', created_at: '2026-11-20T02:00:00Z', title_marks: [[3, 6]], text_marks: [] }
const LISTS = { [`GET ${C}/lists`]: { items: [{ kind: 'need', number: 2, name: '需求清单', live: true, open_count: 1 }] } }
const open = (p: Record<string, string>) => { Object.keys(params).forEach(k => delete params[k]); Object.assign(params, p) }
const type = (text: string) => { fireEvent.change(screen.getByLabelText('想找什么'), { target: { value: text } }); fireEvent.click(screen.getByRole('button', { name: '查找' })) }

beforeEach(() => {
  forgetSession(); clearCache(); setPrefs({ elder: false, dark: 'light', k: 0 }); online.set(true); width.set(390); vi.clearAllMocks()
  delete storage['search:recent']
})
afterEach(cleanup)

describe('the search', () => {
  it('finds over all lists, marks the words, and shows what the street has', async () => {
    await signInAs(); open({})
    answer({ ...LISTS, [`GET ${C}/entries`]: page([hit]), [`GET ${C}/street-entries`]: page([next]) })
    render(<SearchPage />)
    type('充电桩')
    const row = await screen.findByRole('button', { name: /公共充电桩，需求/ })
    expect(row.textContent).toContain('楼里')
    expect(screen.getAllByText('充电桩').length).toBeGreaterThan(1)
    expect(await screen.findByText(/隔壁社区/)).toBeTruthy()
    fireEvent.click(row)
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/lists/entry/index?id=e-1' })
    fireEvent.click(screen.getByRole('tab', { name: '本楼在前' }))
    await waitFor(() => expect(lastCall(`${C}/entries`)!.query).toBe('q=%E5%85%85%E7%94%B5%E6%A1%A9&sort=near'))
  })
  it('says what was not found and offers to propose it', async () => {
    await signInAs(); open({ kind: 'need' })
    answer({ ...LISTS, [`GET ${C}/entries`]: page([]), [`GET ${C}/street-entries`]: page([]) })
    render(<SearchPage />)
    type('摩天轮')
    expect(await screen.findByText('没有找到“摩天轮”。换个说法，或者把它提出来。')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: '把它提出来' }))
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/lists/propose/index?kind=need' })
  })
  it('keeps what was looked for on the phone, newest first, until it is cleared', async () => {
    await signInAs(); open({})
    for (const w of ['充电桩', '看孩子', '充电桩']) rememberWords(w)
    expect(recentWords()).toEqual(['充电桩', '看孩子'])
    answer(LISTS)
    render(<SearchPage />)
    expect(screen.getByRole('button', { name: '看孩子' })).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: '清除' }))
    expect(screen.queryByRole('button', { name: '看孩子' })).toBeNull()
    expect(recentWords()).toEqual([])
  })
  it('cuts a text at its marks, character by character', () => {
    expect(pieces('公共充电桩', [[2, 5]])).toEqual([{ text: '公共', marked: false }, { text: '充电桩', marked: true }])
    expect(pieces('𠮷充电', [[1, 3]])).toEqual([{ text: '𠮷', marked: false }, { text: '充电', marked: true }])
    expect(pieces('没有', [])).toEqual([{ text: '没有', marked: false }])
  })
})
