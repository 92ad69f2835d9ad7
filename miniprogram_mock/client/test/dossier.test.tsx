import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { clearCache } from '@/core/cache'
import { forgetSession } from '@/core/store'
import type { Dossier, DossierImport } from '@/core/types'
import DossierImportPage from '@/desk/dossier-import/index'
import StaffExportPage from '@/desk/staff-export/index'
import EvaluatePage from '@/dossier/evaluate/index'
import MyDossierPage from '@/dossier/mine/index'
import { wordsOf } from '@/core/format'
import { changeOf, draftOf, minutesOf } from '@/dossier/parts/rules'
import { answer, CID, lastCall, signInAs, startClock } from './api'
import { params } from './taro-mock'

const C = `/communities/${CID}`
const page = (items: unknown[]) => ({ items, next_cursor: null })
const dossier = (more: object = {}): Dossier => ({ member: { id: 'm-1', name: '陈阿姨' }, number: '档-000001', skills: [{ code: 'care', name: '陪伴照料' }], skill_words: ['修表'], times: [], contact_masked: '138****0001', identity_masked: null, may_report: false, trainings: [], commendations: [], evaluations: [], outside: [], outside_minutes: 0, exports: [], skill_options: [{ code: 'care', name: '陪伴照料' }], time_options: [{ code: 'mon.am', name: '周一上午' }], may_keep: false, ...more }) as Dossier
const file = (more: object = {}): DossierImport => ({ id: 'i-1', origin: '全国志愿服务信息系统', file_name: '补报.xlsx', state: 'checked', state_name: '已检查', rows_total: 3, rows_new: 0, rows_changed: 0, rows_same: 1, rows_kept: 0, errors_total: 1, outside_state: null, outside_state_name: null, by_name: '孙社工', created_at: '2026-11-20T01:00:00Z', expires_at: null, sheets: [{ name: '志愿服务情况', unread: [] }], errors: [{ sheet: '志愿服务情况', row: 3, heading: '服务日期', message: '格式不对' }], moves: [{ move: 'withdraw', name: '取消这次导入' }], ...more }) as DossierImport
const open = (p: Record<string, string>) => { Object.keys(params).forEach(k => delete params[k]); Object.assign(params, p) }

beforeEach(() => { startClock('2026-11-23T06:00:00Z'); clearCache(); open({}) })
afterEach(() => { cleanup(); forgetSession() })

describe('what a volunteer says', () => {
  it('leaves a number as it is unless it is typed anew or taken away', () => {
    const draft = draftOf(dossier())
    expect(changeOf(draft)).toMatchObject({ skills: ['care'], skill_words: ['修表'], contact: undefined })
    expect(changeOf({ ...draft, clearContact: true }).contact).toBe('')
    expect(changeOf({ ...draft, identity: ' 11010519491231002x ' }).identity_number).toBe('11010519491231002X')
  })
  it('reads words and hours as people type them', () => {
    expect(wordsOf('修表、 织毛衣，修表')).toEqual(['修表', '织毛衣'])
    expect([minutesOf('1.5'), minutesOf('0'), minutesOf('两')]).toEqual([90, undefined, undefined])
  })
  it('is shown masked', async () => {
    await signInAs(); answer({ [`GET ${C}/dossier`]: dossier() })
    render(<MyDossierPage />)
    expect(await screen.findByText('138****0001')).toBeTruthy()
  })
})

it('an evaluation is one tap and sent', async () => {
  await signInAs(); open({ id: 'r-1' })
  const record = { id: 'r-1', member: { id: 'm-2', name: '王小明' }, shift: { title: '陪诊' }, minutes: 120 }
  answer({ [`GET ${C}/records/r-1`]: record, [`GET ${C}/records/r-1/evaluations`]: { items: [], may_evaluate: true, may_answer: false }, [`POST ${C}/records/r-1/evaluations`]: { items: [], may_evaluate: false, may_answer: false } })
  render(<EvaluatePage />)
  fireEvent.click(await screen.findByText('很好'))
  fireEvent.click(screen.getByRole('button', { name: '提交评价' }))
  await waitFor(() => expect(lastCall(`${C}/records/r-1/evaluations`)!.body).toEqual({ score: 5, words: '' }))
})

it('nothing leaves the house without a purpose', async () => {
  await signInAs({ roles: ['member', 'staff'] }); answer({ [`GET ${C}/dossier-exports`]: page([]) })
  render(<StaffExportPage />)
  fireEvent.click(await screen.findByRole('button', { name: '生成文件' }))
  expect(await screen.findByText('请写清楚用途，至少四个字')).toBeTruthy()
})

it('a file with a fault says where and offers no taking over', async () => {
  await signInAs({ roles: ['member', 'staff'] }); open({ id: 'i-1' }); answer({ [`GET ${C}/dossier-imports/i-1`]: file() })
  render(<DossierImportPage />)
  expect(await screen.findByText('志愿服务情况 第 3 行 · 服务日期')).toBeTruthy()
  expect(screen.queryByRole('button', { name: '全部导入' })).toBeNull()
})
