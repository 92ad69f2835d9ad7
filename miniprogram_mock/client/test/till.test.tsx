import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import Taro from '@tarojs/taro'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { clearCache } from '@/core/cache'
import { message, question } from '@/core/dialogs'
import { forgetSession, online, outbox, setPrefs, width } from '@/core/store'
import { createTill, newUuid, waits, type Taken } from '@/core/till'
import type { SyncAnswer, SyncIn } from '@/core/types'
import FlagsPage from '@/desk/flags/index'
import QueuePage from '@/desk/queue/index'
import ScanPage from '@/desk/scan/index'
import ShopsPage from '@/desk/shops/index'
import { device } from '@/platform/device'
import ReservePage from '@/redeem/reserve/index'
import { till } from '@/services/till'
import { answer, calls, CID, lastCall, noNetwork, refuse, signInAs, startClock } from './api'
import { params, storage } from './taro-mock'
import sample from './voucher-sample.json'

const C = `/communities/${CID}`
const UNIT = '00000000-0000-0000-0000-000000000015', OFFER = '00000000-0000-0000-0000-0000000002bc'
const TOKEN = sample.good[0].token.replace('sangong:voucher:', '')
const page = (items: unknown[]) => ({ items, next_cursor: null })
const answerTo = (client_id: string, more: Partial<SyncAnswer> = {}): SyncAnswer => ({ client_id, outcome: 'accepted', was: null, code: null, title: '已入账', pieces: 1, guaranteed: 0, unpaid: 0, points: 50, taken_at: '2026-11-23T06:00:00Z', ...more })
const redemption = (more: object = {}) => ({ id: 'r-1', voucher_number: '券-000012', title: '大米 2 千克', quantity: 1, left: 2, points: 50, holder_name: '李*', at: '2026-11-23T06:00:00Z', ...more })
const shop = { [`GET ${C}/voucher-keys`]: { keys: sample.keys }, [`GET ${C}/merchants/${UNIT}/till`]: { unit: { id: UNIT, name: '惠民粮油店' }, now: '2026-11-23T06:00:00Z', offers: [{ id: OFFER, title: '大米 2 千克' }] }, [`GET ${C}/merchants/${UNIT}/synced`]: page([]) }
const tap = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }))
const type = (label: string | RegExp, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } })
const scans = (text: string) => vi.spyOn(device, 'scan').mockResolvedValue(text)
/** The phone in airplane mode. */
const off = () => { answer({}); (Taro.request as unknown as ReturnType<typeof vi.fn>).mockImplementation(async () => { throw noNetwork() }); online.set(false) }
/** Open the page with a network once, so that the phone keeps what it needs. */
async function ready() {
  answer(shop)
  const page = render(<ScanPage />)
  await waitFor(() => expect(storage[`till-kit:${CID}:${UNIT}`]).toBeTruthy())
  return page
}

beforeEach(async () => {
  forgetSession(); clearCache(); setPrefs({ elder: false, dark: 'light', k: 0 }); online.set(true); width.set(390)
  outbox.snapshot().forEach(p => outbox.forget(p.key))
  delete storage[`till-kit:${CID}:${UNIT}`]
  question.set(undefined); message.set(undefined); vi.clearAllMocks(); vi.restoreAllMocks()
  Object.keys(params).forEach(k => delete params[k]); Object.assign(params, { unit_id: UNIT })
  startClock('2026-11-23T06:00:00Z')
  await signInAs({ units: [{ id: UNIT, name: '惠民粮油店', kind: 'merchant', role: 'clerk' }] })
  till.snapshot().slice().forEach(x => { x.answer = answerTo(x.client_id); till.dismiss(x.client_id) })
})
afterEach(cleanup)

describe('the queue of the till', () => {
  const make = (send: (cid: number, body: SyncIn) => Promise<SyncAnswer[]>, at = { now: 1000 }) => {
    let kept: Taken[] = []
    const queue = createTill({ load: () => kept, save: list => { kept = list }, owner: () => 'p-1', now: () => at.now, send })
    return { queue, at, kept: () => kept }
  }
  const one = { unit_id: 'u', cid: 1, token: 't', number: '券-000001', title: '大米', pieces: 1, points: 50 }
  it('keeps what was taken until the server answered, and says the clock as it is sent', async () => {
    const bodies: SyncIn[] = []
    const { queue, at, kept } = make(async (_, body) => { bodies.push(body); return body.items.map(i => answerTo(i.client_id)) })
    queue.take(one); queue.take({ ...one, token: 'u' })
    expect(kept()).toHaveLength(2)
    at.now = 61_000
    await queue.sync()
    expect([bodies[0].sent_at, bodies[0].items.map(i => i.phone_at), bodies[0].items.map(i => i.sequence)]).toEqual(['1970-01-01T00:01:01.000Z', Array(2).fill('1970-01-01T00:00:01.000Z'), [1, 2]])
    expect([queue.waiting(), queue.all().filter(waits)]).toEqual([[], []])
  })
  it('loses nothing when the network goes away, and sends the same ids again', async () => {
    const ids: string[][] = []
    let fails = true
    const { queue } = make(async (_, body) => { ids.push(body.items.map(i => i.client_id)); if (fails) throw noNetwork(); return body.items.map(i => answerTo(i.client_id)) })
    queue.take(one)
    await expect(queue.sync()).rejects.toThrow()
    expect(queue.waiting()).toHaveLength(1)
    fails = false
    await queue.sync()
    expect(ids[0]).toEqual(ids[1])
  })
  it('sends a hundred at a time, each shop for itself, and two callers share one try', async () => {
    const sizes: [string, number][] = []
    const { queue } = make(async (_, body) => { sizes.push([body.unit_id, body.items.length]); return body.items.map(i => answerTo(i.client_id)) })
    for (let i = 0; i < 120; i++) queue.take({ ...one, token: String(i) })
    queue.take({ ...one, unit_id: 'v' })
    await Promise.all([queue.sync(), queue.sync()])
    expect(sizes).toEqual([['u', 100], ['u', 20], ['v', 1]])
  })
  it('tries again what the reserve could not pay, and lets go of other answers once they were read', async () => {
    const { queue } = make(async (_, body) => body.items.map((i, n) => answerTo(i.client_id, { outcome: 'refused', code: n ? 'voucher_expired' : 'guarantee_exhausted' })))
    const [first, second] = [queue.take(one), queue.take({ ...one, token: 'u' })]
    await queue.sync()
    expect(queue.waiting().map(x => x.client_id)).toEqual([first.client_id])
    queue.dismiss(first.client_id); queue.dismiss(second.client_id)
    expect(queue.all().map(x => x.client_id)).toEqual([first.client_id])
    expect(newUuid()).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/)
  })
})

describe('at the till', () => {
  it('asks how many pieces, takes them online, and says what is left', async () => {
    await ready(); answer({ ...shop, [`POST ${C}/redemptions`]: redemption({ quantity: 2, left: 1 }) }); scans(sample.good[0].token)
    await tap('扫码核销')
    expect(await screen.findByText('券-000012 · 券里还有 3 份')).toBeTruthy()
    await tap('增加收几份'); await tap('收下 2 份')
    expect((await screen.findByRole('heading', { name: '收下了' })).parentElement?.textContent).toContain('大米 2 千克，2 份')
    expect(screen.getByText('券里还剩 1 份')).toBeTruthy()
    expect(lastCall(`${C}/redemptions`)!.body).toEqual({ token: TOKEN, pieces: 2, unit_id: UNIT })
    expect(till.waiting()).toEqual([])
    await tap('扫下一张')
  })
  it('takes it without a network, says so, keeps it, and does not take the same code twice', async () => {
    await ready(); off(); scans(sample.good[0].token)
    await tap('扫码核销'); await tap('收下 1 份')
    expect(await screen.findByRole('heading', { name: '已核验，待同步' })).toBeTruthy()
    expect(screen.getByText('已核验，待同步 1 张')).toBeTruthy()
    expect(till.waiting().map(x => [x.token, x.pieces, x.points, x.number])).toEqual([[TOKEN, 1, 50, '券-000012']])
    await tap('扫下一张')
    expect((await screen.findByRole('alert')).textContent).toContain('这个码本机已经收过')
    expect(till.waiting()).toHaveLength(1)
  })
  it('keeps it when the answer of a try does not come', async () => {
    await ready(); answer({ ...shop, [`POST ${C}/redemptions`]: noNetwork }); scans(sample.good[0].token)
    await tap('扫码核销'); await tap('收下 1 份')
    expect(await screen.findByRole('heading', { name: '已核验，待同步' })).toBeTruthy()
    expect(outbox.waiting()).toEqual([])
  })
  it.each([
    ['is forged', TOKEN.slice(0, -1) + (TOKEN.endsWith('A') ? 'B' : 'A'), '这不是有效的兑换码。'], ['is of another shop', sample.good[3].token, '您店里不收这张券。'], ['is of another community', sample.good[2].token, '这是别的社区的兑换券。'],
  ])('refuses what %s at once, without asking anybody', async (_, token, words) => {
    await ready(); scans(token); calls.length = 0
    answer({ ...shop, [`GET ${C}/merchants/${UNIT}/till`]: { unit: { id: UNIT, name: '店' }, now: '2026-11-23T06:00:00Z', offers: [] } })
    cleanup(); render(<ScanPage />)
    await waitFor(() => expect((storage[`till-kit:${CID}:${UNIT}`] as { offers: unknown[] }).offers).toEqual([]))
    await tap('扫码核销')
    expect((await screen.findByRole('alert')).textContent).toContain(words)
    expect(calls.filter(c => c.method === 'POST')).toEqual([])
    expect(screen.getByText('请先别交货品')).toBeTruthy()
  })
  it('takes number and PIN with a network only, and a refusal stays', async () => {
    await ready(); answer({ ...shop, [`POST ${C}/redemptions`]: refuse(422, 'pin_wrong', '券号或密码不对，请看着持券人的手机再输一遍', { left: 4 }) })
    type('券号', '券-12'); type('六位密码', '12 34 56'); await tap('用券号核销')
    expect((await screen.findByRole('alert')).textContent).toContain('券号或密码不对')
    expect(lastCall(`${C}/redemptions`)!.body).toEqual({ number: 12, pin: '123456', pieces: 1, unit_id: UNIT })
    cleanup(); off(); render(<ScanPage />)
    expect(screen.getByText(/没有网络时只能扫码/)).toBeTruthy()
    expect(screen.queryByLabelText('六位密码')).toBeNull()
  })
  it('has the server decide on a code that only it can check', async () => {
    await ready(); answer({ ...shop, [`POST ${C}/redemptions`]: redemption({ left: 0 }) }); scans(sample.online)
    await tap('扫码核销')
    expect(await screen.findByText('这张券要联网核对')).toBeTruthy()
    await tap('收下 1 份')
    expect(await screen.findByText('这张券用完了')).toBeTruthy()
  })
})

describe('what waits', () => {
  const take = (more: object = {}) => till.take({ unit_id: UNIT, cid: CID, token: TOKEN, number: '券-000012', title: '大米', pieces: 2, points: 100, ...more })
  it('is synced by a tap; each answer says what to do and goes once it was read', async () => {
    const [first, second, third] = [take(), take({ token: 'b', title: '食用油', pieces: 1 }), take({ token: 'c', title: '鸡蛋', pieces: 1 })]
    answer({ ...shop, [`POST ${C}/redemptions/sync`]: { items: [answerTo(first.client_id), answerTo(second.client_id, { outcome: 'refused', code: 'sync_too_late', title: '超过72小时才同步，请联系社区工作者核对' }), answerTo(third.client_id, { outcome: 'refused', code: 'guarantee_exhausted', title: '券已在别处用完，社区保障金不够支付，请联系社区工作者' })] } })
    render(<QueuePage />)
    expect(await screen.findByText('大米，2 份')).toBeTruthy()
    await tap('现在同步')
    expect(await screen.findByText(/请把这笔告诉社区工作者/)).toBeTruthy()
    expect(screen.getByText('还会再试')).toBeTruthy()
    await tap('知道了，食用油')
    await waitFor(() => expect(screen.queryByText('食用油')).toBeNull())
    expect(till.waiting().map(x => x.title)).toEqual(['鸡蛋'])
  })
  it('stays when there is still no network', async () => {
    take(); off(); render(<QueuePage />)
    await tap('现在同步')
    await waitFor(() => expect(message.get()?.text).toBe('还没有连上网络，券都存在这部手机里。'))
    expect(till.waiting()).toHaveLength(1)
  })
})

it('a shop agrees to take another\'s vouchers, and asks another to take its own', async () => {
  const other = { id: 'u-2', name: '永安早点铺' }, own = { id: UNIT, name: '惠民粮油店' }
  const shared = { offer: { id: 'o-9', name: '鸡蛋一枚' }, unit: other, agreed_at: null, moves: [{ move: 'agree', name: '同意收这些券' }, { move: 'end', name: '不再收这些券' }] }
  answer({
    [`GET ${C}/merchants/${UNIT}/shared-offers`]: { items: [shared] }, [`GET ${C}/offers`]: page([{ id: 'o-1', title: '香皂一块' }]), [`GET ${C}/offers/o-1/shops`]: { items: [{ unit: own, agreed_at: '2026-11-01T00:00:00Z', moves: [] }] },
    [`GET ${C}/units`]: page([own, other]), [`POST ${C}/offers/o-9/shops/${UNIT}/moves`]: { items: [] }, [`POST ${C}/offers/o-1/shops`]: { items: [] },
  })
  render(<ShopsPage />)
  await tap('同意收这些券')
  await waitFor(() => expect(lastCall(`${C}/offers/o-9/shops/${UNIT}/moves`)!.body).toEqual({ move: 'agree' }))
  await tap(/香皂一块/)
  expect(Array.from((await screen.findByLabelText('请哪家店')).querySelectorAll('option'), o => o.textContent)).toEqual(['请选择', '永安早点铺'])
  type('请哪家店', 'u-2')
  fireEvent.click(screen.getByText('请它也收'))
  await waitFor(() => expect(lastCall(`${C}/offers/o-1/shops`)!.body).toEqual({ unit_id: 'u-2' }))
})

it('a flag is told with its facts; the desk writes down the holder\'s side, somebody else lifts it', async () => {
  const flag = (more: object = {}) => ({ id: 'f-1', voucher_number: '券-000012', voucher_title: '大米', quantity: 1, holder_name: '李阿姨', shop: { id: 'u-2', name: '便民店' }, pieces: 1, voucher_state_name: '已使用', taken_at: '2026-11-23T05:00:00Z', raised_at: '2026-11-23T06:00:00Z', uses: [{ shop: { id: UNIT, name: '粮油店' }, pieces: 1, at: '2026-11-23T04:00:00Z' }], heard: null, lifted: null, may_tell: true, may_lift: false, ...more })
  const said = { text: '店里没有网络，店员说没扫上', by: '王工', at: '2026-11-23T06:00:00Z' }
  await signInAs({ roles: ['member', 'staff'] })
  answer({ [`GET ${C}/voucher-flags`]: page([flag()]), [`POST ${C}/voucher-flags/f-1/notes`]: flag({ heard: said, may_tell: false }) })
  render(<FlagsPage />)
  expect(await screen.findByText('粮油店 1 份 · 11月23日 周一 12:00')).toBeTruthy()
  await tap('记下来')
  expect((await screen.findByRole('alert')).textContent).toBe('请写几个字')
  type('持券人怎么说', said.text); await tap('记下来')
  expect(await screen.findByText('要由另一位工作人员来处理。')).toBeTruthy()
  expect(lastCall(`${C}/voucher-flags/f-1/notes`)!.body).toEqual({ what: 'heard', text: said.text })
})

it('the reserve\'s account is open to all; only the second hand sees the way to confirm', async () => {
  const reserve = (more: object = {}) => ({ balance: 950, since: '2026-08-25', came: 1000, went: 50, lines: [{ at: '2026-11-23T05:00:00Z', title: '保障金支付：大米', points: -50, balance: 950 }], terms: { per_redemption: 200, per_month: 2000 }, sources: [], proposed: [{ id: 'm-1', source_name: '公益池', points: 100, reason: '常断网', state_name: '', proposed_by: '张书记', proposed_at: '2026-11-23T05:00:00Z', may_decide: false }], may_fill: false, ...more })
  answer({ [`GET ${C}/reserve`]: reserve() })
  const first = render(<ReservePage />)
  expect(await screen.findByText('950')).toBeTruthy()
  expect(screen.queryByRole('button', { name: '确认转入' })).toBeNull()
  expect(screen.queryByRole('button', { name: '转入积分' })).toBeNull()
  first.unmount(); clearCache()
  answer({ [`GET ${C}/reserve`]: reserve({ proposed: [{ ...reserve().proposed[0], may_decide: true }] }), [`POST ${C}/reserve/moves/m-1/moves`]: reserve({ balance: 1050, proposed: [] }) })
  render(<ReservePage />)
  await tap('确认转入')
  expect(await screen.findByText('1,050')).toBeTruthy()
  expect(lastCall(`${C}/reserve/moves/m-1/moves`)!.body).toEqual({ move: 'confirm' })
})
