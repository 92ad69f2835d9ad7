/**
 * Dates, hours and points as people read them, in Asia/Shanghai (UTC+8, no summer time since 1991) and without Intl,
 * which the mini-program's logic layer lacks. Where today matters it is the product's today, or the one given.
 */
import { productNow } from './now'

const SHANGHAI_MS = 8 * 3600_000
const DAY_MS = 86_400_000
const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六']
const two = (n: number) => String(n).padStart(2, '0')

function parts(iso: string | number) {
  const d = new Date((typeof iso === 'number' ? iso : Date.parse(iso)) + SHANGHAI_MS)
  return { y: d.getUTCFullYear(), m: d.getUTCMonth() + 1, d: d.getUTCDate(), h: d.getUTCHours(), min: d.getUTCMinutes(), wd: WEEKDAYS[d.getUTCDay()] }
}
/** `14:00` */
export const clock = (iso: string) => { const p = parts(iso); return `${two(p.h)}:${two(p.min)}` }
/** `11月22日 周日`, with the year when it is not this one. */
export function day(iso: string, now = productNow()) {
  const p = parts(iso)
  return `${p.y === parts(now).y ? '' : `${p.y}年`}${p.m}月${p.d}日 ${p.wd}`
}
/** What ends at midnight lasts to the day before: `11月22日 周日`. */
export const lastDay = (endsAt: string, now = productNow()) => day(new Date(Date.parse(endsAt) - 1000).toISOString(), now)
/** `11月22日`, for narrow columns. */
export const shortDay = (iso: string) => { const p = parts(iso); return `${p.m}月${p.d}日` }
/** `11月22日 周日 14:00` */
export const dateTime = (iso: string, now = productNow()) => `${day(iso, now)} ${clock(iso)}`
/** `11月22日 周日 14:00–16:00`; both days when it runs over midnight. */
export function span(from: string, to: string, now = productNow()) {
  return localDay(from) === localDay(to) ? `${dateTime(from, now)}–${clock(to)}` : `${dateTime(from, now)} – ${dateTime(to, now)}`
}
/** The Shanghai calendar day of a moment: `2026-11-23`. */
export const localDay = (iso: string | number) => { const p = parts(iso); return `${p.y}-${two(p.m)}-${two(p.d)}` }
/** A plain date `2026-11-23` → `11月23日 周一`. */
export const plainDay = (date: string, now = productNow()) => day(`${date}T04:00:00Z`, now)
/** `今天` `明天` `后天`, else the day. */
export function nearDay(iso: string, now = productNow()) {
  const diff = Math.round((Date.parse(localDay(iso)) - Date.parse(localDay(now))) / DAY_MS)
  return ({ '-1': '昨天', 0: '今天', 1: '明天', 2: '后天' } as Record<string, string>)[String(diff)] ?? day(iso, now)
}
/** `2026-11-23`, 1 → `2026-11-24`. */
export const dayAfter = (date: string, days: number) => new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
/** Shanghai wall time from a picker → ISO UTC: ('2026-11-23', '14:00') → `2026-11-23T06:00:00Z`. */
export const toUtc = (date: string, time = '00:00') => new Date(Date.parse(`${date}T${time}:00Z`) - SHANGHAI_MS).toISOString().replace('.000', '')
/** ISO UTC → what a picker wants: { date: '2026-11-23', time: '14:00' }. */
export const fromUtc = (iso: string) => ({ date: localDay(iso), time: clock(iso) })
/** Time left: `还剩3天` `还剩5小时` `还剩12分钟` `已到时间`. */
export function left(iso: string, now = productNow()) {
  const ms = Date.parse(iso) - now
  if (ms <= 0) return '已到时间'
  if (ms >= DAY_MS) return `还剩${Math.floor(ms / DAY_MS)}天`
  if (ms >= 3600_000) return `还剩${Math.floor(ms / 3600_000)}小时`
  return `还剩${Math.max(1, Math.floor(ms / 60_000))}分钟`
}
const grouped = (n: number) => String(Math.abs(n)).replace(/\B(?=(\d{3})+$)/g, ',')
const sign = (n: number) => (n < 0 ? '−' : '')
/** Minutes as `12.5 小时`, `45 分钟`; rounded to a tenth for people. */
export function hours(minutes: number) {
  if (Math.abs(minutes) < 60) return `${sign(minutes)}${Math.abs(minutes)} 分钟`
  const tenths = Math.round(Math.abs(minutes) / 6)
  return `${sign(minutes)}${grouped(Math.floor(tenths / 10))}${tenths % 10 ? `.${tenths % 10}` : ''} 小时`
}
/** Minutes to the minute, in the same words where a tenth of an hour is the minute: `12.5 小时`, `12 小时 37 分钟`. */
export function exactHours(minutes: number) {
  const abs = Math.abs(minutes)
  return abs < 60 || abs % 6 === 0 ? hours(minutes) : `${sign(minutes)}${grouped(Math.floor(abs / 60))} 小时 ${abs % 60} 分钟`
}
/** `1,200 积分` */
export const points = (n: number) => `${sign(n)}${grouped(n)} 积分`
/** An integer with thousands marks: `1,200`. */
export const number = (n: number) => sign(n) + grouped(n)
/** An amount of a book in its own unit, for people. */
export const amount = (n: number, unit: 'minute' | 'point') => (unit === 'point' ? points(n) : hours(n))
/** A signed amount for a passbook row: `+1.5 小时`, `−60 积分`. */
export const signed = (n: number, unit: 'minute' | 'point') => (n > 0 ? '+' : '') + amount(n, unit)
export const fen = (n: number) => `${Math.floor(n / 100)}${n % 100 ? '.' + two(n % 100) : ''} 元`
/** At most `max` characters, with an ellipsis inside them. */
export const clip = (s: string, max: number) => (Array.from(s).length <= max ? s : Array.from(s).slice(0, max - 1).join('') + '…')

/** A whole number of at least 1, or undefined. */
export const wholeNumber = (text: string, max = 999_999_999_999): number | undefined => {
  const n = /^[1-9]\d{0,11}$/.test(text.trim()) ? Number(text.trim()) : undefined
  return n !== undefined && n <= max ? n : undefined
}
/** 修表、织毛衣 → two words, none twice. */
export const wordsOf = (text: string): string[] => [...new Set(text.split(/[、，,；;\n]/).map(x => x.trim()).filter(Boolean))]
