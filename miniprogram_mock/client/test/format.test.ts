import { describe, expect, it } from 'vitest'
import * as f from '@/core/format'

const NOW = Date.parse('2026-11-23T06:00:00Z')
describe('dates in Shanghai', () => {
  it('reads as people read it', () => {
    expect(f.dateTime('2026-11-22T06:00:00Z', NOW)).toBe('11月22日 周日 14:00')
    expect(f.day('2025-12-31T16:00:00Z', NOW)).toBe('1月1日 周四')
    expect(f.day('2025-12-31T15:59:59Z', NOW)).toBe('2025年12月31日 周三')
    expect(f.span('2026-11-28T06:00:00Z', '2026-11-28T08:30:00Z', NOW)).toBe('11月28日 周六 14:00–16:30')
    expect(f.span('2026-11-28T14:00:00Z', '2026-11-28T17:00:00Z', NOW)).toBe('11月28日 周六 22:00 – 11月29日 周日 01:00')
    expect(f.plainDay('2026-11-23', NOW)).toBe('11月23日 周一')
  })
  it('says near days by name and time left in one unit', () => {
    expect(['2026-11-22T17:00:00Z', '2026-11-23T17:00:00Z', '2026-11-22T15:00:00Z', '2026-11-26T01:00:00Z'].map(x => f.nearDay(x, NOW))).toEqual(['今天', '明天', '昨天', '11月26日 周四'])
    expect(['2026-11-26T07:00:00Z', '2026-11-23T11:30:00Z', '2026-11-23T06:00:30Z', '2026-11-23T05:00:00Z'].map(x => f.left(x, NOW))).toEqual(['还剩3天', '还剩5小时', '还剩1分钟', '已到时间'])
  })
  it('goes to UTC and back', () => {
    expect(f.toUtc('2026-11-23', '14:00')).toBe('2026-11-23T06:00:00Z')
    expect(f.toUtc('2026-11-23', '00:30')).toBe('2026-11-22T16:30:00Z')
    expect(f.fromUtc('2026-11-22T16:30:00Z')).toEqual({ date: '2026-11-23', time: '00:30' })
  })
})
describe('amounts', () => {
  it('rounds hours for people and keeps the minute on tap', () => {
    expect([0, 45, 60, 90, 750, 757, 60000, -90].map(f.hours)).toEqual(['0 分钟', '45 分钟', '1 小时', '1.5 小时', '12.5 小时', '12.6 小时', '1,000 小时', '−1.5 小时'])
    expect([0, 45, 90, 120, 757, -757].map(f.exactHours)).toEqual(['0 分钟', '45 分钟', '1.5 小时', '2 小时', '12 小时 37 分钟', '−12 小时 37 分钟'])
  })
  it('signs and groups', () => {
    expect([f.signed(90, 'minute'), f.signed(-1200, 'point'), f.points(1234567), f.fen(500), f.fen(1205)]).toEqual(['+1.5 小时', '−1,200 积分', '1,234,567 积分', '5 元', '12.05 元'])
    expect([f.clip('原因原因', 4), f.clip('原因原因原因', 4)]).toEqual(['原因原因', '原因原…'])
  })
})
