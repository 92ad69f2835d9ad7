import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import Taro from '@tarojs/taro'
import { afterEach, beforeEach, describe, expect, it, vi, type Mock } from 'vitest'
import { clearCache } from '@/core/cache'
import { message, question } from '@/core/dialogs'
import { forgetSession, online, outbox, setPrefs, width } from '@/core/store'
import type { Import } from '@/core/types'
import { asked, assign, filledIn, isChanged, megabytes } from '@/desk/parts/imports'
import StaffImportPage from '@/desk/staff-import/index'
import StaffImportsPage from '@/desk/staff-imports/index'
import ListPage from '@/lists/list/index'
import { device } from '@/platform/device'
import { pickTable } from '@/platform/table.h5'
import { answer, calls, CID, lastCall, refuse, signInAs } from './api'
import { params } from './taro-mock'

const C = `/communities/${CID}`
const FILLABLE = [
  { path: 'title', heading: '名称', required: true, note: '最多60个字', choices: [] },
  { path: 'category', heading: '类别', required: true, note: '从可选值里选一个', choices: ['助老服务', '其他'] },
  { path: 'place', heading: '地点', required: false, note: '最多60个字', choices: [] },
]
const table = (more: object = {}) => ({
  id: 'i-1', kind: 'need', kind_name: '需求', state: 'checked', state_name: '已检查', file_name: '走访登记.xlsx', rows_total: 3, rows_done: 3, errors_total: 1, to_state: null, created_at: '2026-11-22T02:00:00Z', expires_at: '2026-11-29T02:00:00Z', by_name: '王社工',
  columns: [{ heading: '序号', path: null, samples: ['1', '2'] }, { heading: '事项', path: 'title', samples: ['找人修灯'] }], fixed: {}, fillable: FILLABLE, errors: [{ row: 1, heading: '类别', message: '表里没有这一列，请选一列，或者统一填写一个值' }],
  targets: [{ state: 'proposed', name: '待采纳' }, { state: 'open', name: '待认领' }], moves: [{ move: 'withdraw', name: '取消这次导入' }], ...more,
}) as unknown as Import
const clean = (more: object = {}) => table({ errors: [], errors_total: 0, moves: [{ move: 'apply', name: '全部导入' }, { move: 'withdraw', name: '取消这次导入' }], ...more })
const open = (p: Record<string, string>) => { Object.keys(params).forEach(k => delete params[k]); Object.assign(params, p) }
const chooses = (name = '需求.xlsx', size = 5000) => vi.spyOn(device, 'chooseTable').mockResolvedValue({ path: 'blob:1', name, size })
const upload = () => Taro.uploadFile as unknown as Mock
const tap = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }))
/** Where the page has gone last. */
const went = () => [Taro.navigateTo, Taro.redirectTo].flatMap(f => (f as unknown as Mock).mock.calls.map(c => c[0].url as string)).at(-1)
const agree = () => waitFor(() => expect(question.get()).toBeTruthy()).then(() => question.get()!.answer(true))

beforeEach(() => {
  forgetSession(); clearCache(); setPrefs({ elder: false, dark: 'light', k: 0 }); online.set(true); width.set(390)
  outbox.snapshot().forEach(p => outbox.forget(p.key))
  question.set(undefined); message.set(undefined); vi.restoreAllMocks(); vi.clearAllMocks(); upload().mockReset()
})
afterEach(() => { cleanup(); vi.useRealTimers() })

async function start(kind = '', before: unknown[] = []) {
  await signInAs({ roles: ['member', 'staff'] }); open(kind ? { kind } : {})
  answer({ [`GET ${C}/imports`]: { items: before, next_cursor: null } })
  render(<StaffImportsPage />)
}
async function show(now: Import, more: Record<string, unknown> = {}) {
  await signInAs({ roles: ['member', 'staff'] }); open({ id: 'i-1' })
  answer({ [`GET ${C}/imports/i-1`]: now, ...more })
  render(<StaffImportPage />)
}

describe('the rules of imports', () => {
  it('lets a field be filled by one column alone', () => {
    expect(assign(['title', null, 'place'], 1, 'title')).toEqual([null, 'title', 'place'])
    expect(assign([null, null], 0, null)).toEqual([null, null])
  })
  it('asks for what every row needs and no column has', () => {
    expect(asked(table(), [null, 'title'], {}, []).map(f => f.path)).toEqual(['category'])
    expect(asked(table(), ['category', 'title'], { place: '3号楼' }, []).map(f => f.path)).toEqual(['place'])
    expect(asked(table(), ['category', 'title'], {}, ['place']).map(f => f.path)).toEqual(['place'])
  })
  it('knows whether there is something to save, and sends nothing empty', () => {
    expect(filledIn({ a: ' x ', b: ' ' })).toEqual({ a: 'x' })
    expect(isChanged(table(), [null, 'title'], { category: '' })).toBe(false)
    expect(isChanged(table(), [null, 'title'], { category: '其他' })).toBe(true)
    expect(isChanged(table(), ['title', null], {})).toBe(true)
    expect(isChanged(table({ fixed: { place: '3号楼' } }), [null, 'title'], {})).toBe(true)
  })
  it('tells a size in megabytes', () => { expect([megabytes(10 * 1024 * 1024), megabytes(10 * 1024 * 1024 + 1), megabytes(1)]).toEqual(['10', '10.1', '0.1']) })
})

describe('choosing a table', () => {
  it('wants a list first', async () => {
    await start(); const dialogue = chooses()
    await tap('选择填好的表格')
    expect(await screen.findByText('请先选一张清单')).toBeTruthy()
    expect(dialogue).not.toHaveBeenCalled()
  })
  it('sends it under its own name and opens its page', async () => {
    await start('need'); chooses()
    upload().mockResolvedValueOnce({ statusCode: 201, data: JSON.stringify(table({ id: 'i-9' })) })
    await tap('选择填好的表格')
    await waitFor(() => expect(went()).toContain('/desk/staff-import/index?id=i-9'))
    expect(upload().mock.calls[0][0]).toMatchObject({ url: `/api/v1${C}/lists/need/imports`, filePath: 'blob:1', fileName: '需求.xlsx', name: 'file' })
  })
  it('says at once that 50 MB are too many, and sends nothing', async () => {
    await start('need'); chooses('大.xlsx', 50 * 1024 * 1024)
    await tap('选择填好的表格')
    const said = await screen.findByRole('alert')
    expect(said.textContent).toContain('大.xlsx')
    expect(said.textContent).toContain('这个文件有 50 兆，最多只能 10 兆')
    expect(upload()).not.toHaveBeenCalled()
  })
  it('keeps on the page why a file is no table', async () => {
    await start('need'); chooses('信.xlsx')
    upload().mockResolvedValueOnce({ statusCode: 422, data: JSON.stringify({ code: 'not_a_workbook', title: '这不是 xlsx 表格' }) })
    await tap('选择填好的表格')
    expect((await screen.findByRole('alert')).textContent).toContain('这不是 xlsx 表格')
    expect(message.get()).toBeUndefined()
  })
  it('lists what was imported before', async () => {
    await start('', [table(), clean({ id: 'i-2', state: 'applied', state_name: '已导入', file_name: '旧表.xlsx' })])
    expect(await screen.findByText('1 处要改')).toBeTruthy()
    expect(screen.getByText('已导入')).toBeTruthy()
    await tap(/旧表/)
    expect(went()).toContain('id=i-2')
  })
  it('hands over the empty table', async () => {
    await start('problem'); const saved = vi.spyOn(device, 'saveFile').mockResolvedValue()
    answer({ [`GET ${C}/lists/problem/import-template`]: 'bytes' })
    await tap('下载空表格')
    await waitFor(() => expect(saved).toHaveBeenCalledWith('problem-template.xlsx', 'bytes'))
  })
  it('opens the dialogue of the system, and leaves nothing behind when it is closed', async () => {
    const chosen = pickTable()
    document.querySelector<HTMLInputElement>('input[type=file]')!.dispatchEvent(new Event('cancel'))
    expect(await chosen).toBeUndefined()
    await waitFor(() => expect(document.querySelector('input[type=file]')).toBeNull())
  })
})

describe('a table on its way', () => {
  it('shows how far the check has come, and goes on by itself', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true })
    let rows = 0
    await show(table(), { [`GET ${C}/imports/i-1`]: () => (rows += 500) < 1500 ? table({ state: 'uploaded', rows_done: rows, rows_total: 1500, errors: [], errors_total: 0 }) : clean({ rows_total: 1500 }) })
    expect(await screen.findByText('正在检查：已看 500 条，共 1,500 条')).toBeTruthy()
    await vi.advanceTimersByTimeAsync(1000)
    expect(await screen.findByText('正在检查：已看 1,000 条，共 1,500 条')).toBeTruthy()
    await vi.advanceTimersByTimeAsync(1000)
    expect(await screen.findByText('1,500 条都没有问题，可以导入')).toBeTruthy()
    const asks = calls.length
    await vi.advanceTimersByTimeAsync(5000)
    expect(calls.length).toBe(asks)
  })
  it('names what is wrong by row and column, and what is not listed', async () => {
    await show(table({ errors_total: 300 }))
    expect(await screen.findByText('第 1 行 · 类别')).toBeTruthy()
    expect(screen.getByText(/表里没有这一列/)).toBeTruthy()
    expect(screen.getByText(/只列出前 1 处/)).toBeTruthy()
    expect(screen.queryByRole('button', { name: '全部导入' })).toBeNull()
  })
  it('has a column filled in for all rows and another one set right, on the version seen', async () => {
    await show(table(), { [`PUT ${C}/imports/i-1/mapping`]: table({ state: 'uploaded', rows_done: 0, errors: [], errors_total: 0, fixed: { category: '其他' } }) })
    expect((await screen.findByRole<HTMLButtonElement>('button', { name: '保存并重新检查' })).disabled).toBe(true)
    fireEvent.change(screen.getByLabelText('序号'), { target: { value: 'place' } })
    fireEvent.change(screen.getByLabelText('类别'), { target: { value: '其他' } })
    await tap('保存并重新检查')
    expect(await screen.findByText('正在检查：已看 0 条，共 3 条')).toBeTruthy()
    const put = lastCall(`${C}/imports/i-1/mapping`)!
    expect(put.body).toEqual({ paths: ['place', 'title'], fixed: { category: '其他' } })
    expect(put.header['If-Match']).toBe('"1"')
  })
  it('shows what somebody else has changed meanwhile instead of overwriting it', async () => {
    let now = table()
    await show(table(), { [`GET ${C}/imports/i-1`]: () => now, [`PUT ${C}/imports/i-1/mapping`]: () => { now = clean(); return refuse(412, 'version_conflict', '内容已被别人更新') } })
    fireEvent.change(await screen.findByLabelText('类别'), { target: { value: '其他' } })
    await tap('保存并重新检查')
    expect(await screen.findByText('3 条都没有问题，可以导入')).toBeTruthy()
    expect(message.get()?.text).toContain('别人刚改过')
  })
  it('applies as proposed, and asks once more before all of it is public', async () => {
    const body = () => lastCall(`${C}/imports/i-1/moves`)?.body
    await show(clean(), { [`POST ${C}/imports/i-1/moves`]: () => clean({ state: 'applied', state_name: '已导入', to_state: 'open', moves: [] }) })
    fireEvent.click(await screen.findByLabelText(/直接公开：待认领/))
    await tap('全部导入')
    await waitFor(() => expect(question.get()?.title).toBe('直接公开 3 条吗'))
    expect(body()).toBeUndefined()
    await agree()
    expect(await screen.findByText('3 条都导入了')).toBeTruthy()
    expect(body()).toEqual({ move: 'apply', to_state: 'open' })
    await tap('去看这张清单')
    expect(went()).toContain('kind=need')
  })
  it('sends the table put right in place of the wrong one', async () => {
    await show(table(), { [`POST ${C}/imports/i-1/moves`]: table({ state: 'withdrawn', moves: [] }) }); chooses()
    upload().mockResolvedValueOnce({ statusCode: 201, data: JSON.stringify(table({ id: 'i-2', state: 'uploaded' })) })
    await tap('改好了，重新选择')
    await waitFor(() => expect(went()).toContain('id=i-2'))
    await waitFor(() => expect(lastCall(`${C}/imports/i-1/moves`)?.body).toEqual({ move: 'withdraw' }))
  })
  it('is withdrawn after a question', async () => {
    await show(clean(), { [`POST ${C}/imports/i-1/moves`]: clean({ state: 'withdrawn', state_name: '已取消', moves: [] }) })
    await tap('取消这次导入'); await agree()
    expect(await screen.findByText('这次导入已取消，清单没有变。')).toBeTruthy()
    expect(screen.getByRole('button', { name: '再导入一张' })).toBeTruthy()
  })
  it('says that it ended by itself', async () => {
    await show(table({ state: 'expired', state_name: '已过期', errors: [], moves: [], expires_at: null }))
    expect(await screen.findByText(/放了七天没有导入/)).toBeTruthy()
  })
})

it('is offered on a list to the desk alone', async () => {
  const at = async (more: object) => { cleanup(); forgetSession(); await signInAs(more); open({ kind: 'need' }); answer({ [`GET ${C}/categories`]: { items: [] }, [`GET ${C}/lists/need/entries`]: { items: [], next_cursor: null } }); render(<ListPage />); await screen.findByText('盖章发布的各期清单') }
  await at({})
  expect(screen.queryByText('用表格导入')).toBeNull()
  await at({ roles: ['member', 'staff'] })
  expect(screen.getByText('用表格导入')).toBeTruthy()
})
