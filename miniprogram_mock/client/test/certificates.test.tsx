import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import Taro from '@tarojs/taro'
import { afterEach, beforeEach, describe, expect, it, vi, type Mock } from 'vitest'
import { message, question } from '@/core/dialogs'
import { forgetSession, online, outbox, setPrefs, width } from '@/core/store'
import { clearCache } from '@/core/cache'
import type { Certificate } from '@/core/types'
import AskPage from '@/certificates/ask/index'
import CheckPage from '@/certificates/check/index'
import IssuedPage from '@/certificates/issued/index'
import IssuerPage from '@/certificates/issuer/index'
import { communityOf, listed } from '@/certificates/parts/rules'
import { device } from '@/platform/device'
import { answer, calls, CID, lastCall, refuse, signInAs, startClock } from './api'
import { params } from './taro-mock'

const C = `/communities/${CID}`
const page = (items: unknown[]) => ({ items, next_cursor: null })
const record = (id: string, minutes = 120) => ({ id, number: '时-000001', day: '2026-11-20', title: '陪诊', category: '陪伴老人', minutes })
const preview = { name: '陈阿姨', issuer: '和平里居民委员会', minutes: 180, records: [record('r-1'), record('r-2', 60)] }
const certificate = (more: object = {}): Certificate => ({ id: 'c-1', number: '证-2026-000001', seal: 'ab12cd34', member: { id: 'm-9', name: '王小明' }, first_day: '2026-01-01', last_day: '2026-11-20', minutes: 180, records_count: 2, issued_at: '2026-11-23T06:00:00Z', state: 'valid', state_name: '有效', since: null, reason: null, may_print: false, may_void: true, ...more }) as Certificate
const checked = { number: '证-2026-000001', name: '王*', minutes: 180, issued_on: '2026-11-23', state: 'valid', state_name: '有效', since: null }
const open = (p: Record<string, string>) => { Object.keys(params).forEach(k => delete params[k]); Object.assign(params, p) }
/** jsdom leaves what is in a sheet hidden. */
const tap = async (name: string | RegExp) => fireEvent.click((await screen.findAllByRole('button', { name, hidden: true })).at(-1)!)
const fill = (name: string | RegExp, value: string) => fireEvent.change(screen.getByRole('textbox', { name, hidden: true }), { target: { value } })

beforeEach(async () => {
  forgetSession(); clearCache(); setPrefs({ elder: false, dark: 'light', k: 0 }); online.set(true); width.set(390)
  outbox.snapshot().forEach(p => outbox.forget(p.key))
  question.set(undefined); message.set(undefined); vi.clearAllMocks(); open({})
  startClock('2026-11-23T06:00:00Z')
  await signInAs()
})
afterEach(cleanup)

describe('the rules of certificates', () => {
  it('adds up what is listed', () => {
    expect(listed(preview.records, new Set(['r-2']))).toEqual({ kept: [preview.records[0]], minutes: 120 })
  })
  it('takes a community by its twelve digits alone', () => {
    expect(['310107020001', ' 310107020001 ', '31010702000', '和平里'].map(communityOf)).toEqual([CID, CID, undefined, undefined])
  })
})

describe('asking for a certificate', () => {
  it('says what it will say, leaves out what is tapped, and sends the rest', async () => {
    answer({ [`GET ${C}/certificates/preview`]: preview, [`POST ${C}/certificates`]: certificate() })
    render(<AskPage />)
    expect(await screen.findByText('3 小时')).toBeTruthy()
    fireEvent.click(screen.getAllByRole('button', { name: /陪诊/ })[0]) // the newest first: r-2
    expect(await screen.findByText('参加志愿服务 1 次 · 由和平里居民委员会出具')).toBeTruthy()
    fill(/证件号码/, '11010519491231002X')
    await tap('开具证明')
    await waitFor(() => expect(lastCall(`${C}/certificates`)?.body).toMatchObject({ identity_kind: 'resident', identity_number: '11010519491231002X', from: null, record_ids: ['r-1'] }))
  })
  it('sends nothing without a number, and says the number the server refuses', async () => {
    answer({ [`GET ${C}/certificates/preview`]: preview, [`POST ${C}/certificates`]: refuse(422, 'invalid', '填写的内容有误', { errors: { identity_number: ['身份证号不对'] } }) })
    render(<AskPage />)
    await tap('开具证明')
    expect(await screen.findByText('请写证件号码')).toBeTruthy()
    expect(calls.some(c => c.method === 'POST')).toBe(false)
    fill(/证件号码/, '123456')
    await tap('开具证明')
    expect(await screen.findByText('身份证号不对')).toBeTruthy()
  })
})

describe('asking for who has no phone', () => {
  it('sends the signed form with whose it is, and nothing without it', async () => {
    open({ for: 'm-9' })
    answer({ [`GET ${C}/certificates/preview`]: preview, [`POST ${C}/certificates`]: certificate() })
    render(<AskPage />)
    expect(await screen.findByText('陈阿姨')).toBeTruthy()
    expect(lastCall(`${C}/certificates/preview`)?.query).toContain('member_id=m-9')
    fill(/证件号码/, '11010519491231002X')
    await tap('开具证明')
    expect(await screen.findByText('请拍签好的申请表')).toBeTruthy()
    expect(calls.some(c => c.method === 'POST' && c.path === `${C}/certificates`)).toBe(false)
    vi.spyOn(device, 'choosePhotos').mockResolvedValue(['blob:1'])
    ;(Taro.uploadFile as unknown as Mock).mockResolvedValueOnce({ statusCode: 201, data: JSON.stringify({ id: 'p-1', url: '/p-1', thumb_url: '/p-1t', width: 60, height: 60 }) })
    await tap('加照片')
    await screen.findByRole('button', { name: '看大图：第 1 张' })
    await tap('开具证明')
    await waitFor(() => expect(lastCall(`${C}/certificates`)?.body).toMatchObject({ on_behalf_of: { member_id: 'm-9', consent_photo_id: 'p-1' } }))
  })
})

describe('checking a certificate', () => {
  it('asks at once when the code brought everything', async () => {
    forgetSession()
    open({ cid: String(CID), n: '2026-000001', code: 'ABCD-EFGH-2345-6723' })
    answer({ 'POST /certificates/check': checked })
    render(<CheckPage />)
    expect(await screen.findByText('这份证明有效')).toBeTruthy()
    expect(screen.getByText('王*')).toBeTruthy()
    expect(lastCall('/certificates/check')?.body).toEqual({ community_id: CID, number: '2026-000001', code: 'ABCD-EFGH-2345-6723' })
    expect(lastCall('/certificates/check')?.header.Authorization).toBeUndefined()
  })
  it('keeps what was typed when nothing was found', async () => {
    answer({ 'POST /certificates/check': refuse(404, 'certificate_not_found', '没有查到这份证明，请核对编号和核验码') })
    render(<CheckPage />)
    fill(/社区编号/, String(CID)); fill(/证明编号/, '2026-000001'); fill(/核验码/, 'AAAA')
    await tap('核验')
    expect(await screen.findByText('没有查到这份证明，请核对编号和核验码')).toBeTruthy()
    expect((screen.getByRole('textbox', { name: /核验码/ }) as HTMLInputElement).value).toBe('AAAA')
  })
  it('says since when a void one holds no longer', async () => {
    open({ cid: String(CID), n: '2026-000001', code: 'ABCD' })
    answer({ 'POST /certificates/check': { ...checked, state: 'void', since: '2026-11-24T06:00:00Z' } })
    render(<CheckPage />)
    expect(await screen.findByText('这份证明已作废')).toBeTruthy()
    expect(screen.getByText('自11月24日 周二起')).toBeTruthy()
  })
})

describe('the desk of certificates', () => {
  it('voids one with a reason', async () => {
    await signInAs({ roles: ['member', 'staff'] })
    answer({ [`GET ${C}/certificates`]: page([certificate()]), [`POST ${C}/certificates/c-1/void`]: certificate({ state: 'void', reason: '姓名写错', may_void: false }) })
    render(<IssuedPage />)
    expect(await screen.findByText('王小明 · 证-2026-000001')).toBeTruthy()
    await tap('作废，证-2026-000001')
    fill(/为什么作废/, '姓名写错')
    await tap('作废这份证明')
    expect(await screen.findByText('姓名写错')).toBeTruthy()
    expect(lastCall(`${C}/certificates/c-1/void`)?.body).toEqual({ reason: '姓名写错' })
  })
  it('shows staff who issues and lets the lead alone change it', async () => {
    const issuer = { name: '和平里居民委员会', head: '赵书记', handler: '小钱', contact: '', seal_photo: null, may_set: false }
    answer({ [`GET ${C}/certificate-issuer`]: issuer })
    render(<IssuerPage />)
    expect(await screen.findByText('赵书记')).toBeTruthy()
    expect(screen.queryByRole('button', { name: '保存' })).toBeNull()
    cleanup()
    answer({ [`GET ${C}/certificate-issuer`]: { ...issuer, may_set: true }, [`POST ${C}/certificate-issuer`]: issuer })
    render(<IssuerPage />)
    await waitFor(() => expect((screen.getByRole('textbox', { name: /单位名称/ }) as HTMLInputElement).value).toBe('和平里居民委员会'))
    fill(/经办人/, '小李')
    await tap('保存')
    await waitFor(() => expect(lastCall(`${C}/certificate-issuer`)?.body).toEqual({ name: '和平里居民委员会', head: '赵书记', handler: '小李', contact: '', seal_photo_id: null }))
  })
})
