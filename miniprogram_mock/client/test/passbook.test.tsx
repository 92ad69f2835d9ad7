import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import Taro from '@tarojs/taro'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { forgetSession, online, setPrefs } from '@/core/store'
import { clearCache } from '@/core/cache'
import Passbook from '@/pages/passbook/index'
import { PROOF } from './proof-sample'
import { answer, CID, lastCall, noNetwork, signInAs, startClock } from './api'

const P = `GET /communities/${CID}/passbook`
const page = (items: unknown[]) => ({ items, next_cursor: null })
const line = (id: string, title: string, amount: number, balance: number, source: object | null) => ({ id, at: '2026-11-23T06:00:00Z', title, amount, balance, source })
const LINES: Record<string, unknown[]> = {
  service: [], time: [line('l-2', '陪护', 90, 720, { type: 'record', id: 'r-1' })],
  point: [line('l-1', '香皂一块', -10, 36, { type: 'voucher', id: 'v-1' }), line('l-3', '更正', 2, 46, null)],
}
const book = (name: string, b: string, unit: string, balance: number, available = balance) => ({ book: b, name, unit, balance, available, lines: page(LINES[b]) })
const rest = { stars: { level: 2, levels: 5, minutes: 20000, next_minutes: 36000 }, archived_until: null, expiring: { amount: 20, on: '2027-01-01' } }
const whole = { ...rest, books: [book('服务记录', 'service', 'minute', 3480), book('时间币', 'time', 'minute', 720, 600), book('积分', 'point', 'point', 36)] }
const server = { [P]: (c: { query: string }) => { const one = /book=(\w+)/.exec(c.query)?.[1]; return one ? { ...rest, books: whole.books.filter(b => b.book === one) } : whole } }

beforeEach(async () => {
  forgetSession(); clearCache(); setPrefs({ elder: false, dark: 'light', k: 0 }); online.set(true); vi.clearAllMocks()
  startClock('2026-11-23T06:00:00Z')
  await signInAs()
})
afterEach(cleanup)

it('opens the points with every line signed and its balance, and leads to the exchange and the vouchers', async () => {
  answer(server)
  render(<Passbook />)
  const row = await screen.findByRole('button', { name: /香皂一块/ })
  expect(row.textContent).toContain('−10 积分')
  expect(row.textContent).toContain('余 36 积分')
  fireEvent.click(screen.getByRole('button', { name: '去兑换' }))
  fireEvent.click(screen.getByRole('button', { name: '我的兑换券' }))
  fireEvent.click(screen.getByRole('button', { name: '积分有没有货品支持' }))
  expect(vi.mocked(Taro.navigateTo).mock.calls.map(([c]) => c.url)).toEqual(['/redeem/offers/index', '/redeem/vouchers/index', '/redeem/coverage/index'])
})
it('turns to another book: its unit, what is free of it, what it is for', async () => {
  answer(server)
  render(<Passbook />)
  fireEvent.click(await screen.findByRole('tab', { name: '时间币' }))
  expect((await screen.findByRole('button', { name: /陪护/ })).textContent).toContain('+1.5 小时')
  expect(screen.getByText('可用 10 小时')).toBeTruthy()
  expect(lastCall(`/communities/${CID}/passbook`)!.query).toBe('book=time')
  fireEvent.click(screen.getByRole('tab', { name: '服务记录' }))
  expect(await screen.findByText('参加一次活动，公示期满后记在这里。')).toBeTruthy()
})
it('offers no way to spend the service record, which only proves', async () => {
  answer(server)
  render(<Passbook />)
  fireEvent.click(await screen.findByRole('tab', { name: '服务记录' }))
  expect(screen.getByRole('button', { name: '去看看活动' })).toBeTruthy()
  expect(screen.queryByRole('button', { name: '去兑换' })).toBeNull()
})
it('tells the exact figures of a line and where it came from; a correction came from nowhere', async () => {
  answer(server)
  render(<Passbook />)
  fireEvent.click(await screen.findByRole('button', { name: /香皂一块/ }))
  expect(screen.getByText(/^记上就不再改；有错另记一笔更正。/)).toBeTruthy()
  fireEvent.click(screen.getByText('看它从哪来'))
  expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/redeem/voucher/index?id=v-1' })
  fireEvent.click(screen.getByRole('button', { name: /更正/ }))
  expect(screen.queryByText('看它从哪来')).toBeNull()
})
it('says how far the stars are in the service book, and what expires in the points', async () => {
  answer(server)
  render(<Passbook />)
  expect(await screen.findByText(/^20 积分将于.*1月1日 周五到期，在那之前兑换就不会失效。$/)).toBeTruthy()
  fireEvent.click(screen.getByRole('tab', { name: '服务记录' }))
  expect(await screen.findByText(/^二星志愿者，再服务.*到下一星$/)).toBeTruthy()
})
it('checks by itself that a line stands in its seal, and says when it does not', async () => {
  answer({ ...server, [`GET /communities/${CID}/proofs/l-1`]: PROOF })
  render(<Passbook />)
  fireEvent.click(await screen.findByRole('button', { name: /香皂一块/ }))
  fireEvent.click(screen.getByRole('button', { name: '存证的印', hidden: true }))
  expect(await screen.findByText(/已存证：这一笔在.*第2号存证里/)).toBeTruthy()
  cleanup()
  answer({ ...server, [`GET /communities/${CID}/proofs/l-1`]: { ...PROOF, leaf: PROOF.leaf.replace('10', '11') } })
  render(<Passbook />)
  fireEvent.click(await screen.findByRole('button', { name: /香皂一块/ }))
  fireEvent.click(screen.getByRole('button', { name: '存证的印', hidden: true }))
  expect(await screen.findByText('与存证对不上，请联系社区监督员。')).toBeTruthy()
})
it('keeps the last seen book when there is no network, and says so', async () => {
  answer(server)
  const { unmount } = render(<Passbook />)
  await screen.findByRole('button', { name: /香皂一块/ })
  unmount()
  answer({ [P]: () => noNetwork() })
  render(<Passbook />)
  await waitFor(() => expect(screen.getAllByText('没有取到新内容，下面是上次看到的。').length).toBeGreaterThan(0))
  expect(screen.getByRole('button', { name: /香皂一块/ })).toBeTruthy()
})
it('hands out a statement of the open book from the first of the month until today', async () => {
  answer({ ...server, [`GET /communities/${CID}/passbook/statement`]: {} })
  render(<Passbook />)
  fireEvent.click(await screen.findByRole('button', { name: '对账单' }))
  fireEvent.click(screen.getByRole('button', { name: '打印版', hidden: true }))
  await waitFor(() => expect(lastCall(`/communities/${CID}/passbook/statement`)?.query).toBe('book=point&from=2026-11-01&to=2026-11-23&format=pdf'))
})
