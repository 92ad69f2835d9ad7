import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { clearCache } from '@/core/cache'
import { message, question } from '@/core/dialogs'
import { faultOf, lotOf } from '@/core/draw'
import { forgetSession, online, outbox, setPrefs, signedIn, width } from '@/core/store'
import type { AuditCase, AuditDetail, AuditRound, ServiceRecord } from '@/core/types'
import CasePage from '@/desk/audit-case/index'
import CasesPage from '@/desk/audit-cases/index'
import AuditPage from '@/volunteering/audit/index'
import AuditsPage from '@/volunteering/audits/index'
import { AuditMark } from '@/volunteering/parts/AuditMark'
import { foundOf, roundTone, shortHash, spanText } from '@/volunteering/parts/audit'
import { answer, CID, lastCall, membershipOf } from './api'
import { DRAW } from './draw-sample'
import { params } from './taro-mock'

const C = `/communities/${CID}`
const page = (items: unknown[]) => ({ items, next_cursor: null })
const sums = { passed: 1, failed: 0, undecidable: 0, open: 2, overdue: 0 }
const round = (more: object = {}): AuditRound => ({ id: 'a-1', number: 1, starts_on: '2026-11-24', ends_on: '2026-11-30', state: 'drawn', state_name: '核查中', commitment: DRAW.commitment, committed_at: '2026-11-23T01:00:00Z', draw_due_at: '2026-11-30T17:00:00Z', seed: DRAW.seed, seal: DRAW.seal, records: 70, lot: 4, flagged: 0, drawn_at: '2026-11-30T17:00:01Z', closed_at: null, sums, ...more }) as AuditRound
const detail = (more: object = {}): AuditDetail => ({ ...round(more), sample: [{ number: '时-000003', record_id: 'r-3', drawn_by: 'lot', drawn_by_name: '抽签抽中' }] }) as AuditDetail
const kase = (more: object = {}): AuditCase => ({ id: 'c-1', audit: { id: 'a-1', number: 1 }, record: { id: 'r-3', number: '时-000003', title: '楼道清洁', place: '3号楼', served_on: '2026-11-21', minutes: 120 }, people: [{ part: '服务的人', member: { id: 'm-5', name: '王小明' } }], drawn_by: 'lot', drawn_by_name: '抽签抽中', state: 'assigned', state_name: '核查中', auditor: { id: 'm-1', name: '郑监督' }, due_at: '2026-12-14T16:00:00Z', is_overdue: false, may_find: true, moves: [], finding: null, ...more }) as AuditCase
const open = (p: Record<string, string>) => { Object.keys(params).forEach(k => delete params[k]); Object.assign(params, p) }
const tap = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }))
const agree = () => waitFor(() => expect(question.get()).toBeTruthy()).then(() => question.get()!.answer(true))

beforeEach(() => {
  forgetSession(); clearCache(); setPrefs({ elder: false, dark: 'light', k: 0 }); online.set(true); width.set(390)
  outbox.snapshot().forEach(p => outbox.forget(p.key))
  question.set(undefined); message.set(undefined); vi.clearAllMocks(); open({ id: 'a-1' })
  signedIn({ access_token: 'a1', refresh_token: 'r1', expires_in: 900, person: { id: 'p-1', name: null, phone_masked: null }, memberships: [membershipOf({ roles: ['member', 'supervisor'] })] as never })
})
afterEach(() => { cleanup() })

describe('drawing again on the phone', () => {
  it('draws what the server drew', () => {
    expect(faultOf(DRAW)).toBeUndefined()
    expect([...lotOf(DRAW)].sort()).toEqual([...DRAW.lot].sort())
  })
  it('names another seed, another list and another sample', () => {
    const [seal] = DRAW.seals, other = 'A' + seal.leaves.slice(1)
    const wrong = [
      { ...DRAW, seed: '00'.repeat(32) }, { ...DRAW, lot: DRAW.lot.slice(1) }, { ...DRAW, seals: [{ ...seal, leaves: other === seal.leaves ? 'B' + seal.leaves.slice(1) : other }] },
      { ...DRAW, seals: [{ ...seal, day: '2026-01-01' }] }, { ...DRAW, seal: { ...DRAW.seal, hash: seal.root } }, { ...DRAW, community_id: 1 },
    ]
    expect(wrong.map(faultOf)).toEqual(['seed', 'sample', 'seal', 'seal', 'seal', 'seal'])
  })
  it('says so on the page', async () => {
    answer({ [`GET ${C}/audits/a-1`]: detail(), [`GET ${C}/audits/a-1/draw`]: DRAW })
    render(<AuditPage />)
    await tap('在这部手机上重抽一遍')
    expect(await screen.findByText(/抽出同样的 4 条/)).toBeTruthy()
    answer({ [`GET ${C}/audits/a-1/draw`]: { ...DRAW, seed: '00'.repeat(32) } })
    await tap('在这部手机上重抽一遍')
    expect(await screen.findByText(/不是期前锁好的那一串/)).toBeTruthy()
  })
})

describe('rounds', () => {
  it('tell what was drawn and what is overdue, and a supervisor locks the next one', async () => {
    answer({ [`GET ${C}/audits`]: page([round({ starts_on: '2026-11-16', ends_on: '2026-11-22', sums: { ...sums, overdue: 2 } })]), [`POST ${C}/audits`]: round({ id: 'a-2', number: 2 }) })
    render(<AuditsPage />)
    expect(await screen.findByText('抽中 4 条，办完 1 条')).toBeTruthy()
    expect(screen.getByText('过期未办 2 条')).toBeTruthy()
    await tap('定下一轮抽查')
    fireEvent.click(await screen.findByRole('button', { name: '锁好随机数', hidden: true }))
    await waitFor(() => expect(lastCall(`${C}/audits`)!.method).toBe('POST'))
  })
  it('keep the seed closed before the draw', async () => {
    answer({ [`GET ${C}/audits/a-1`]: { ...detail({ state: 'committed', state_name: '等待抽取', seed: null, seal: null, records: null, lot: null, flagged: null, drawn_at: null }), sample: [] } })
    render(<AuditPage />)
    expect(await screen.findByText('期满封存以后才公开')).toBeTruthy()
    expect(screen.queryByRole('button', { name: '在这部手机上重抽一遍' })).toBeNull()
  })
  it('have figures and tones', () => {
    expect([foundOf(round()), roundTone(round()), roundTone(round({ state: 'closed' })), shortHash('abcdef0123'), spanText(round())]).toEqual([1, 'warn', 'ok', 'abcdef01', '11月24日到11月30日入账的记录'])
  })
})

describe('cases', () => {
  it('are found with minutes and a reason, asked once', async () => {
    answer({ [`GET ${C}/audit-cases/c-1`]: kase(), [`POST ${C}/audit-cases/c-1/findings`]: kase({ state: 'failed', may_find: false }) })
    open({ id: 'c-1' })
    render(<CasePage />)
    fireEvent.click(await screen.findByRole('checkbox', { name: '打电话' }))
    fireEvent.change(screen.getByLabelText(/核查了什么/), { target: { value: '问了带队人' } })
    fireEvent.click(screen.getByRole('radio', { name: /不属实/ }))
    fireEvent.change(await screen.findByLabelText(/真实的时长/), { target: { value: '0' } })
    await tap('写入结论')
    expect(await screen.findByText('请写明理由')).toBeTruthy()
    fireEvent.change(screen.getByLabelText(/理由/), { target: { value: '没有来' } })
    await tap('写入结论')
    await agree()
    await waitFor(() => expect(lastCall(`${C}/audit-cases/c-1/findings`)!.body).toEqual({ verdict: 'failed', ways: ['call'], checked: '问了带队人', minutes: 0, reason: '没有来', photos: [] }))
  })
  it('that nobody has are taken', async () => {
    answer({ [`GET ${C}/audit-cases/c-1`]: kase({ state: 'open', auditor: null, may_find: false, moves: [{ move: 'take', name: '由我核查' }] }), [`POST ${C}/audit-cases/c-1/moves`]: kase() })
    open({ id: 'c-1' })
    render(<CasePage />)
    await tap('由我核查')
    expect(await screen.findByRole('button', { name: '写入结论' })).toBeTruthy()
  })
  it('are listed with their day', async () => {
    answer({ [`GET ${C}/audit-cases`]: page([kase()]) })
    render(<CasesPage />)
    expect(await screen.findByText('楼道清洁')).toBeTruthy()
    expect(screen.getByText(/最晚 12月14日/)).toBeTruthy()
  })
})

it('tells the people of a record what was found', () => {
  const mark = { audit_id: 'a-1', number: 1, drawn_by: 'lot', state: 'failed', state_name: '不属实', due_at: '2026-12-14T16:00:00Z', minutes: 20, checked: '看了签到表', reason: '只来了一会儿', found_at: '2026-12-02T02:00:00Z' } as NonNullable<ServiceRecord['audit']>
  render(<AuditMark of={mark} />)
  expect(screen.getByText(/核查结果不属实，真实时长 20/)).toBeTruthy()
  expect(screen.getByText(/只来了一会儿/)).toBeTruthy()
})
