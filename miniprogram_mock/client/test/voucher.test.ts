import { describe, expect, it } from 'vitest'
import { fromBase64, numberText, readVoucher, refusalOf, serverTime, type Kit } from '@/core/voucher'
import sample from './voucher-sample.json'

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const NOW = Date.parse('2026-11-23T01:00:00Z')
const UNIT = '00000000-0000-0000-0000-000000000015', OFFER = '00000000-0000-0000-0000-0000000002bc'
const kit = (more: Partial<Kit> = {}): Kit => ({ unit_id: UNIT, offers: [], keys: sample.keys, now: NOW, at: NOW, ...more })
const first = () => readVoucher(sample.good[0].token, sample.keys)

describe('a code that the server signed', () => {
  it.each(sample.good)('says on the phone what it said there', ({ token, says }) => {
    expect(readVoucher(token, sample.keys)).toEqual({ kind: 'signed', token: token.replace('sangong:voucher:', ''), said: says })
  })
  it('has no bit that can be altered', () => {
    const token = sample.good[0].token.replace('sangong:voucher:', '')
    // One bit of every character but where it names another key's id, checked apart: each is a whole verification.
    for (let at = 0; at < token.length; at += 3) {
      const other = LETTERS[LETTERS.indexOf(token[at]) ^ (1 << at % 6)]
      expect(readVoucher(token.slice(0, at) + other + token.slice(at + 1), sample.keys).kind, `character ${at}`).toBe('none')
    }
  })
  it('is none with a foreign signature, a second one for the same text, an unknown key, or cut', () => {
    expect([sample.foreign, sample.malleable, sample.good[0].token.slice(0, -1), '', '券', 'sangong:shift:1'].map(x => readVoucher(x, sample.keys).kind)).toEqual(Array(6).fill('none'))
    expect(readVoucher(sample.good[0].token, []).kind).toBe('none')
    expect(readVoucher(sample.online, sample.keys)).toEqual({ kind: 'online', token: sample.online })
  })
  it('is verified fast enough for a queue at the till', () => {
    const start = performance.now()
    for (let i = 0; i < 20; i++) first()
    const each = (performance.now() - start) / 20
    console.info(`verify: ${each.toFixed(1)} ms each`)
    expect(each).toBeLessThan(500)
  })
})

describe('without a network', () => {
  it('a shop takes its own vouchers, and those of offers it agreed to', () => {
    expect(refusalOf(first(), kit(), 310107020001, NOW, [])).toBeUndefined()
    expect(refusalOf(first(), kit({ unit_id: 'u' }), 310107020001, NOW, [])).toBe('other')
    expect(refusalOf(first(), kit({ unit_id: 'u', offers: [{ id: OFFER, title: '大米' }] }), 310107020001, NOW, [])).toBeUndefined()
  })
  it('refuses what is foreign, expired, in its own queue, or needs the server', () => {
    const one = first()
    expect(refusalOf(one, kit(), 1, NOW, [])).toBe('foreign')
    expect(refusalOf(one, kit(), 310107020001, NOW + 31 * 86_400_000, [])).toBe('expired')
    expect(refusalOf(one, kit(), 310107020001, NOW, [one.kind === 'signed' ? one.token : ''])).toBe('taken')
    expect(refusalOf(readVoucher(sample.online, sample.keys), kit(), 310107020001, NOW, [])).toBe('online')
    expect(refusalOf({ kind: 'none' }, kit(), 310107020001, NOW, [])).toBe('forged')
  })
  it('judges expiry by the last known time of the server and what went by, however wrong the phone', () => {
    const wrong = NOW - 86_400_000 * 3
    expect(serverTime(kit({ at: wrong }), wrong + 5000)).toBe(NOW + 5000)
    expect(serverTime(kit({ at: wrong }), wrong - 5000)).toBe(NOW)
    expect(refusalOf(first(), kit({ at: wrong }), 310107020001, wrong + 29 * 86_400_000, [])).toBeUndefined()
  })
})

it('reads base64url and refuses what is none', () => {
  expect(Array.from(fromBase64('AP8-_w==') ?? [])).toEqual([0, 255, 62, 255])
  expect(fromBase64('a+b')).toBeUndefined()
  expect(numberText(12)).toBe('券-000012')
})
