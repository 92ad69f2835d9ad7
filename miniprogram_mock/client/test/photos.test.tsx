import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import Taro from '@tarojs/taro'
import { afterEach, beforeEach, describe, expect, it, vi, type Mock } from 'vitest'
import { clearCache } from '@/core/cache'
import { question } from '@/core/dialogs'
import { forgetSession, online, outbox, setPrefs, width } from '@/core/store'
import type { Entry, Photo } from '@/core/types'
import EntryPage from '@/lists/entry/index'
import ProposePage from '@/lists/propose/index'
import { asPatch, keptPhotos, PHOTOS_KEPT_MS, valuesOf } from '@/lists/propose/rules'
import { device } from '@/platform/device'
import { pickPhotos, smaller } from '@/platform/photos.h5'
import { answer, CID, lastCall, signInAs } from './api'
import { params, storage } from './taro-mock'

const C = `/communities/${CID}`
const photo = (n: number): Photo => ({ id: `p-${n}`, url: `/photos/${CID}/p-${n}?size=full`, thumb_url: `/photos/${CID}/p-${n}?size=thumb`, width: 1600, height: 1200 })
const entry = (more: object = {}) => ({
  id: 'e-1', community_id: CID, number: '问-0001', kind: 'problem', kind_name: '问题', title: '路灯坏了三盏', text: '路灯坏了三盏', category: 'facility.lighting', category_name: '照明', place: '东门', state: 'proposed', state_name: '待采纳',
  proposer: { type: 'member', id: 'm-1', name: '陈阿姨' }, quantity: null, quantity_unit: null, claimed_quantity: 0, starts_at: null, ends_at: null, details: { severity: 'medium' }, photos: [photo(1), photo(2)], created_at: '2026-11-20T02:00:00Z', updated_at: '2026-11-20T02:00:00Z', version: 1, moves: [], ...more,
}) as unknown as Entry
const CATEGORIES = { items: [{ code: 'facility', name: '设施', parent: null }, { code: 'facility.lighting', name: '照明', parent: 'facility' }] }
const open = (p: Record<string, string>) => { Object.keys(params).forEach(k => delete params[k]); Object.assign(params, p) }
const chooses = (...paths: string[]) => vi.spyOn(device, 'choosePhotos').mockResolvedValue(paths)
const upload = () => Taro.uploadFile as unknown as Mock
const sent = (n: number) => ({ statusCode: 201, data: JSON.stringify(photo(n)) })

beforeEach(() => {
  forgetSession(); clearCache(); setPrefs({ elder: false, dark: 'light', k: 0 }); online.set(true); width.set(390)
  outbox.snapshot().forEach(p => outbox.forget(p.key))
  Object.keys(storage).filter(k => k.startsWith('draft:')).forEach(k => delete storage[k])
  question.set(undefined); vi.resetAllMocks()
})
afterEach(cleanup)

async function propose() {
  await signInAs(); open({ kind: 'problem' })
  answer({ [`GET ${C}/categories`]: CATEGORIES, [`POST ${C}/entries`]: entry() })
  render(<ProposePage />)
}
const add = () => fireEvent.click(screen.getByRole('button', { name: '加照片' }))

describe('choosing photos', () => {
  it('sends each as a form with the token and a key, and the entry names them', async () => {
    await propose(); chooses('blob:1', 'blob:2')
    upload().mockResolvedValueOnce(sent(1)).mockResolvedValueOnce(sent(2))
    add()
    expect(await screen.findByRole('button', { name: '看大图：第 2 张' })).toBeTruthy()
    const [first, second] = upload().mock.calls.map(c => c[0])
    expect(first).toMatchObject({ url: `/api/v1${C}/photos`, filePath: 'blob:1', name: 'file', header: { Authorization: 'Bearer a1' } })
    expect(first.header['Content-Type']).toBeUndefined()
    expect(first.header['Idempotency-Key']).not.toBe(second.header['Idempotency-Key'])
    fireEvent.change(screen.getByLabelText(/哪里不对劲/), { target: { value: '路灯坏了三盏' } })
    fireEvent.change(screen.getByLabelText('哪一类'), { target: { value: 'facility.lighting' } })
    fireEvent.change(screen.getByLabelText('在哪里'), { target: { value: '东门' } })
    fireEvent.click(screen.getByRole('button', { name: '提交' }))
    await waitFor(() => expect(lastCall(`${C}/entries`)!.body.photos).toEqual(['p-1', 'p-2']))
    await waitFor(() => expect(storage[`draft:photos:${CID}:problem`]).toBeUndefined())
  })
  it('says what the server refused and keeps the others', async () => {
    await propose(); chooses('blob:1', 'blob:2')
    upload().mockResolvedValueOnce({ statusCode: 422, data: JSON.stringify({ code: 'photo_broken', title: '这张照片已经损坏，打不开，请另选一张' }) }).mockResolvedValueOnce(sent(2))
    add()
    expect((await screen.findByRole('alert')).textContent).toContain('已经损坏')
    expect(await screen.findByRole('button', { name: '看大图：第 1 张' })).toBeTruthy()
  })
  it('renews a token that has ended and sends the same photo again', async () => {
    await propose(); chooses('blob:1')
    answer({ [`GET ${C}/categories`]: CATEGORIES, 'POST /auth/refresh': { access_token: 'a2', refresh_token: 'r2', expires_in: 900 } })
    upload().mockResolvedValueOnce({ statusCode: 401, data: '{"code":"token_expired"}' }).mockResolvedValueOnce(sent(1))
    add()
    await screen.findByRole('button', { name: '看大图：第 1 张' })
    const [first, second] = upload().mock.calls.map(c => c[0])
    expect(second.header).toMatchObject({ Authorization: 'Bearer a2', 'Idempotency-Key': first.header['Idempotency-Key'] })
  })
  it('takes six at most, lets one go again, and survives leaving the page', async () => {
    await propose(); chooses(...Array.from({ length: 9 }, (_, i) => `blob:${i}`))
    for (let n = 1; n <= 6; n++) upload().mockResolvedValueOnce(sent(n))
    add()
    await screen.findByRole('button', { name: '看大图：第 6 张' })
    await waitFor(() => expect(screen.queryByRole('button', { name: '加照片' })).toBeNull())
    expect(upload()).toHaveBeenCalledTimes(6)
    fireEvent.click(screen.getByRole('button', { name: '看大图：第 3 张' }))
    fireEvent.click(await screen.findByRole('button', { name: '去掉这张', hidden: true }))
    cleanup(); render(<ProposePage />)
    expect(screen.getAllByRole('button', { name: /看大图/ })).toHaveLength(5)
    expect((storage[`draft:photos:${CID}:problem`] as { photos: Photo[] }).photos.map(p => p.id)).toEqual(['p-1', 'p-2', 'p-4', 'p-5', 'p-6'])
  })
  it('does nothing when the person gives up', async () => {
    await propose(); const asked = chooses()
    add()
    await waitFor(() => expect(asked).toHaveBeenCalledWith(6))
    expect(upload()).not.toHaveBeenCalled()
    expect(screen.queryByRole('alert')).toBeNull()
  })
  it('forgets what the server has removed meanwhile', () => {
    const draft = { at: 1000, photos: [photo(1)] }
    expect(keptPhotos(draft, 1000 + PHOTOS_KEPT_MS - 1)).toHaveLength(1)
    expect(keptPhotos(draft, 1000 + PHOTOS_KEPT_MS)).toEqual([])
    expect(keptPhotos('', 1000)).toEqual([])
  })
  it('sends what the browser cannot read as it is, for the server to say what is wrong', async () => {
    const addresses = vi.fn(() => 'blob:as-it-is')
    vi.stubGlobal('URL', { createObjectURL: addresses })
    const file = new Blob(['no picture'])
    expect(await smaller(file)).toBe('blob:as-it-is')
    expect(addresses).toHaveBeenCalledWith(file)
    vi.unstubAllGlobals()
  })
  it('opens the dialogue of the system, and leaves nothing behind when it is closed', async () => {
    const chosen = pickPhotos(3)
    const el = document.querySelector<HTMLInputElement>('input[type=file]')!
    expect([el.multiple, el.accept]).toEqual([true, 'image/jpeg,image/png,image/webp'])
    el.dispatchEvent(new Event('cancel'))
    expect(await chosen).toEqual([])
    await waitFor(() => expect(document.querySelector('input[type=file]')).toBeNull())
  })
})

describe('an entry with photos', () => {
  it('shows them small, and one whole by a tap', async () => {
    await signInAs(); open({ id: 'e-1' })
    answer({ [`GET ${C}/entries/e-1`]: entry(), [`GET ${C}/entries/e-1/history`]: { items: [] }, [`GET ${C}/categories`]: CATEGORIES })
    render(<EntryPage />)
    fireEvent.click(await screen.findByRole('button', { name: '看大图：第 2 张' }))
    expect((await screen.findByRole('img', { name: '照片 2/2', hidden: true })).getAttribute('src')).toContain('p-2?size=full')
    fireEvent.click(screen.getByRole('button', { name: '下一张', hidden: true }))
    expect(screen.getByRole('img', { name: '照片 1/2', hidden: true }).getAttribute('src')).toContain('p-1?size=full')
  })
  it('sends photos with an edit only where they changed', () => {
    const e = entry()
    expect(asPatch(e, valuesOf(e))).not.toHaveProperty('photos')
    expect(asPatch(e, valuesOf(e), [photo(2)])).toMatchObject({ photos: ['p-2'] })
    expect(asPatch(e, valuesOf(e), [])).toMatchObject({ photos: [] })
  })
})
