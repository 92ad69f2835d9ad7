import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import Taro from '@tarojs/taro'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { message, question } from '@/core/dialogs'
import { setClockOffset } from '@/core/now'
import { forgetSession, outbox, online, prefs, session, setPrefs } from '@/core/store'
import { clearCache } from '@/core/cache'
import Home from '@/pages/home/index'
import { today } from '@/pages/home/today'
import Inbox from '@/pages/inbox/index'
import Join from '@/pages/join/index'
import { asBody, EMPTY_FORM, faults, needsGuardian } from '@/pages/join/rules'
import Me from '@/pages/me/index'
import SignIn from '@/pages/sign-in/index'
import Topics from '@/pages/topics/index'
import { answer, calls, CID, lastCall, membershipOf, noNetwork, refuse, signInAs } from './api'

const page = (items: unknown[], more: object = {}) => ({ items, next_cursor: null, ...more })
const community = { id: CID, name: '宝成社区', street_name: '长寿路街道', notice_days: 3, privacy: { version: '2026-1', text: '只用于核实您与社区的关系。' }, counts: { members: 1, units: 1 } }
const me = (more: object = {}) => ({ person: { id: 'p-1', name: null, phone_masked: null }, memberships: [membershipOf(more)] })
const lists = { items: [{ kind: 'need', number: 2, name: '需求清单', open_count: 14 }, { kind: 'problem', number: 3, name: '问题清单', open_count: 0 }] }

beforeEach(() => {
  forgetSession(); clearCache(); setPrefs({ elder: false, dark: 'light', k: 0, demo: false }); online.set(true)
  outbox.snapshot().forEach(p => outbox.forget(p.key))
  Taro.removeStorageSync('draft:join')
  question.set(undefined); message.set(undefined); setClockOffset(0); vi.clearAllMocks()
})
afterEach(cleanup)

describe('sign in', () => {
  it('chooses a demo identity, trades its code, and goes home', async () => {
    answer({
      'GET /demo/identities': { items: [{ id: 'resident', name: '陈阿姨', role_name: '居民', about: '退休教师', community_id: CID }] },
      'GET /demo/clock': { now: '', offset_seconds: 0 }, 'POST /demo/codes': { code: 'c1' },
      'POST /auth/wechat': { access_token: 'a', refresh_token: 'r', expires_in: 900, ...me() },
    })
    render(<SignIn />)
    fireEvent.click(await screen.findByRole('button', { name: /陈阿姨/ }))
    await waitFor(() => expect(Taro.switchTab).toHaveBeenCalledWith({ url: '/pages/home/index' }))
    expect(lastCall('/demo/codes')!.body).toEqual({ identity: 'resident' })
    expect(lastCall('/auth/wechat')!.body).toEqual({ code: 'c1' })
    expect(session.get()!.cid).toBe(CID)
  })
  it('sends somebody without a community to the join page', async () => {
    answer({
      'GET /demo/identities': { items: [{ id: 'new', name: '新邻居', role_name: '还没加入', about: '', community_id: null }] }, 'GET /demo/clock': { now: '', offset_seconds: 0 }, 'POST /demo/codes': { code: 'c1' },
      'POST /auth/wechat': { access_token: 'a', refresh_token: 'r', expires_in: 900, person: me().person, memberships: [] },
    })
    render(<SignIn />)
    fireEvent.click(await screen.findByRole('button', { name: /新邻居/ }))
    await waitFor(() => expect(Taro.reLaunch).toHaveBeenCalledWith({ url: '/pages/join/index' }))
  })
  it('says one clear sentence when WeChat is down, and outside a demo where to sign in', async () => {
    answer({
      'GET /demo/identities': { items: [{ id: 'resident', name: '陈阿姨', role_name: '居民', about: '', community_id: CID }] }, 'GET /demo/clock': { now: '', offset_seconds: 0 }, 'POST /demo/codes': { code: 'c1' },
      'POST /auth/wechat': refuse(503, 'wechat_unavailable', '微信暂时没有回应，请过一会儿再登录'),
    })
    const { unmount } = render(<SignIn />)
    fireEvent.click(await screen.findByRole('button', { name: /陈阿姨/ }))
    expect(await screen.findByText(/没有登录成功：微信暂时没有回应/)).toBeTruthy()
    unmount()
    answer({})
    render(<SignIn />)
    expect(await screen.findByText('请在微信里打开这个小程序登录。')).toBeTruthy()
  })
})

it('opens the page of a scanned link once somebody has signed in', async () => {
  const { keepPlace, resume } = await import('@/core/nav')
  keepPlace('/volunteering/shift/index?id=s1', { id: 's1', stamp: 'AA', $taroTimestamp: 1 })
  resume()
  expect(Taro.reLaunch).toHaveBeenCalledWith({ url: '/volunteering/shift/index?id=s1' })
  keepPlace('/pages/me/index', {})
  resume()
  expect(Taro.switchTab).toHaveBeenCalledWith({ url: '/pages/home/index' })
})

describe('join', () => {
  const choose = (label: RegExp, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } })
  async function fill() {
    await waitFor(() => expect(screen.getByLabelText(/哪个社区/)).toBeTruthy())
    choose(/哪个社区/, String(CID)); choose(/^姓名/, '王秀兰'); choose(/出生日期/, '1958-03-02')
    fireEvent.click(screen.getByLabelText('住在这里'))
    choose(/楼栋/, '3号楼'); choose(/门牌/, '502')
    await screen.findByText(/版本 2026-1/)
    fireEvent.click(screen.getByLabelText(/我读过隐私说明/))
  }
  beforeEach(() => signInAs().then(() => { const s = session.get()!; session.set({ ...s, memberships: [], cid: undefined }) }))

  it('says what is missing beside each field and sends nothing', async () => {
    answer({ 'GET /communities': page([community]) })
    render(<Join />)
    await screen.findByLabelText(/哪个社区/)
    fireEvent.click(screen.getByRole('button', { name: '提交加入申请' }))
    expect(screen.getAllByRole('alert').map(a => a.textContent)).toEqual(['请选一个社区', '请写姓名，至少两个字', '请选出生日期', '请选一项'])
    expect(screen.getByLabelText(/^姓名/).getAttribute('aria-invalid')).toBe('true')
    expect(calls.filter(c => c.method === 'POST')).toEqual([])
  })
  it('sends the consent with its version, under a stored key', async () => {
    answer({ 'GET /communities': page([community]), [`GET /communities/${CID}`]: community, [`POST /communities/${CID}/members`]: { id: 'm' }, 'GET /auth/me': me({ state: 'applied' }) })
    render(<Join />)
    await fill()
    fireEvent.click(screen.getByRole('button', { name: '提交加入申请' }))
    await waitFor(() => expect(Taro.switchTab).toHaveBeenCalled())
    const sent = lastCall(`/communities/${CID}/members`)!
    expect(sent.body).toEqual({ name: '王秀兰', birth_date: '1958-03-02', privacy_version: '2026-1', consent: true, tie: 'home', household: { building: '3号楼', door: '502' } })
    expect(sent.header['Idempotency-Key']).toMatch(/^[\w-]{8,64}$/)
    expect(session.get()!.memberships[0].state).toBe('applied')
  })
  it('keeps what was typed when the network is gone, and repeats the same key', async () => {
    let up = false
    answer({ 'GET /communities': page([community]), [`GET /communities/${CID}`]: community, [`POST /communities/${CID}/members`]: () => (up ? { id: 'm' } : noNetwork()), 'GET /auth/me': me() })
    const { unmount } = render(<Join />)
    await fill()
    fireEvent.click(screen.getByRole('button', { name: '提交加入申请' }))
    expect(await screen.findByText(/已存在手机里，连上网络后自动发出/)).toBeTruthy()
    expect(await screen.findByText(/1 件事/)).toBeTruthy()
    unmount()
    up = true
    render(<Join />)
    await screen.findByText(/版本 2026-1/)
    expect((screen.getByLabelText(/^姓名/) as HTMLInputElement).value).toBe('王秀兰')
    fireEvent.click(screen.getByRole('button', { name: '提交加入申请' }))
    await waitFor(() => expect(Taro.switchTab).toHaveBeenCalled())
    expect(new Set(calls.filter(c => c.method === 'POST').map(c => c.header['Idempotency-Key'])).size).toBe(1)
  })
  it('asks for a guardian below 14 and not on the birthday itself', () => {
    const now = Date.parse('2026-11-23T06:00:00Z')
    expect([needsGuardian('2012-11-24', now), needsGuardian('2012-11-23', now), needsGuardian('', now)]).toEqual([true, false, false])
    const child = { ...EMPTY_FORM, cid: String(CID), name: '小明', birth: '2020-01-01', tie: 'home' as const, building: '1', door: '2', consent: true }
    expect(Object.keys(faults(child))).toEqual(['guardian'])
    expect(asBody({ ...child, guardian: ' g-1 ' }, 'v').guardian_member_id).toBe('g-1')
  })
})

describe('home', () => {
  const base = { 'GET /auth/me': me(), [`GET /communities/${CID}/lists`]: lists, [`GET /communities/${CID}/records/to-do`]: page([]), [`GET /communities/${CID}/inbox`]: page([], { unread_count: 3 }) }
  it('shows the lists with what is open, and one thing to do', async () => {
    await signInAs()
    answer({ ...base, [`GET /communities/${CID}/shifts`]: page([]) })
    render(<Home />)
    fireEvent.click(await screen.findByRole('button', { name: /需求清单.*14 条在办/ }))
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/lists/list/index?kind=need' })
    expect(screen.getByRole('button', { name: /问题清单.*暂无在办/ })).toBeTruthy()
    expect(await screen.findByText('今天没有约好的事')).toBeTruthy()
    expect(within(screen.getByRole('navigation')).getByText('3')).toBeTruthy()
  })
  it('shows the last good answer without a network, and says so', async () => {
    await signInAs()
    answer({ ...base, [`GET /communities/${CID}/shifts`]: page([]) })
    const { unmount } = render(<Home />)
    await screen.findByText('14 条在办')
    unmount()
    answer(Object.fromEntries(Object.keys(base).map(k => [k, () => noNetwork()])))
    render(<Home />)
    expect(await screen.findByText('没有取到新内容，下面是上次看到的。')).toBeTruthy()
    expect(screen.getByText('14 条在办')).toBeTruthy()
    expect(screen.getByText('现在没有网络，连上后会自动更新。')).toBeTruthy()
  })
  it('sends a stranger to sign in', async () => {
    answer({})
    render(<Home />)
    await waitFor(() => expect(Taro.reLaunch).toHaveBeenCalledWith({ url: '/pages/sign-in/index' }))
  })
  it('puts the most pressing thing first', () => {
    const now = Date.parse('2026-11-23T06:00:00Z')
    const shift = (more: object) => ({ id: 's', title: '送餐', state: 'open', starts_at: '2026-11-23T06:10:00Z', ends_at: '2026-11-23T08:00:00Z', check_in_from: '2026-11-23T05:40:00Z', check_in_until: '2026-11-23T07:00:00Z', place: '食堂', i_lead: false, my_sign_up: { state: 'signed_up' }, my_record: null, ...more }) as never
    const which = (shifts: never[], toDo = 0, more: object = {}) => today({ membership: membershipOf(more) as never, shifts, toDo, now }).route
    expect(today({ membership: undefined, shifts: [], toDo: 0, now }).route).toBe('join')
    expect(which([], 0, { state: 'applied' })).toBe('act')
    expect(which([shift({})], 2)).toBe('volunteering.checkIn')
    expect(which([shift({ i_lead: true })], 2)).toBe('volunteering.shiftCode')
    expect(today({ membership: membershipOf() as never, shifts: [shift({ my_record: { state: 'checked_in' } })], toDo: 0, now }).button).toBe('去签退')
    const tomorrow = { starts_at: '2026-11-24T06:00:00Z', ends_at: '2026-11-24T08:00:00Z', check_in_from: '2026-11-24T05:30:00Z', check_in_until: '2026-11-24T07:00:00Z' }
    expect(which([shift(tomorrow)], 2)).toBe('volunteering.toDo')
    expect(which([shift(tomorrow)])).toBe('volunteering.shift')
    expect([which([]), which([], 0, { roles: ['member', 'staff'] })]).toEqual(['act', 'desk.staff'])
  })
})

describe('me', () => {
  const answers = { 'GET /auth/me': me({ roles: ['member', 'staff'], units: [{ id: 'u1', name: '粮油店', kind: 'merchant', role: 'clerk' }] }), [`GET /communities/${CID}/inbox`]: page([], { unread_count: 0 }), 'POST /auth/logout': {} }
  it('opens the desks of my roles and changes the look', async () => {
    await signInAs({ roles: ['member', 'staff'], units: [{ id: 'u1', name: '粮油店', kind: 'merchant', role: 'clerk' }] })
    answer(answers)
    const { container } = render(<Me />)
    fireEvent.click(await screen.findByRole('button', { name: /社区工作台/ }))
    fireEvent.click(screen.getByRole('button', { name: /商户工作台.*店员/ }))
    expect((Taro.navigateTo as unknown as ReturnType<typeof vi.fn>).mock.calls.map(c => c[0].url)).toEqual(['/desk/staff/index', '/desk/merchant/index?unit_id=u1'])
    expect(screen.queryByText('单位工作台')).toBeNull()
    fireEvent.click(screen.getByRole('switch', { name: /大字版/ }))
    fireEvent.click(screen.getByLabelText('深色'))
    fireEvent.click(screen.getByLabelText('最大'))
    expect(container.querySelector('.pg.elder.dark.k3')).toBeTruthy()
    expect(prefs.get()).toMatchObject({ elder: true, dark: 'dark', k: 3 })
  })
  it('asks before signing out and then forgets', async () => {
    await signInAs()
    answer(answers)
    render(<Me />)
    fireEvent.click(screen.getByRole('button', { name: '退出登录' }))
    fireEvent.click(await screen.findByRole('button', { name: '退出', hidden: true }))
    await waitFor(() => expect(session.get()).toBeUndefined())
    expect(lastCall('/auth/logout')!.body).toEqual({ refresh_token: 'r1' })
  })
})

it('the inbox marks all as read up to the newest', async () => {
  await signInAs()
  const notice = (id: string, read: boolean) => ({ id, title: `消息${id}`, text: '正文', at: '2026-11-23T06:00:00Z', read, target: { type: 'shift', id: 's1' } })
  answer({ [`GET /communities/${CID}/inbox`]: page([notice('9', false), notice('8', true)], { unread_count: 1 }), [`POST /communities/${CID}/inbox/read`]: { unread_count: 0 } })
  render(<Inbox />)
  fireEvent.click(await screen.findByRole('button', { name: /消息9/ }))
  expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/volunteering/shift/index?id=s1' })
  fireEvent.click(screen.getByRole('button', { name: '都看过了' }))
  await waitFor(() => expect(screen.queryByText('新')).toBeNull())
  expect(lastCall(`/communities/${CID}/inbox/read`)!.body).toEqual({ up_to: '9' })
})

it('议事 says what will be here, and more comes by the cursor when there is some', async () => {
  await signInAs()
  const topic = (id: string) => ({ id, title: `议题${id}`, stage: 'gathering', stage_name: '征求意见', next_actor: '居民：说说您的看法', days_left: 3 })
  answer({ [`GET /communities/${CID}/topics`]: page([]) })
  const { unmount } = render(<Topics />)
  fireEvent.click(await screen.findByRole('tab', { name: '全部' }))
  expect(await screen.findByText(/大家商量的事会列在这里/)).toBeTruthy()
  unmount()
  answer({ [`GET /communities/${CID}/topics`]: (c: { query: string }) => (c.query.includes('cursor=n2') ? page([topic('2')]) : { items: [topic('1')], next_cursor: 'n2' }) })
  render(<Topics />)
  fireEvent.click(await screen.findByRole('button', { name: '看更多' }))
  expect(await screen.findByText('议题2')).toBeTruthy()
  expect(screen.getByText('议题1')).toBeTruthy()
})
