/** What exists only in demo mode: ready-made identities, and a clock that can be moved. Elsewhere it answers 404. */
import { setClockOffset } from '@/core/now'
import { api, prefs, setPrefs } from '@/core/store'

/** Asking also tells this phone that it talks to a demo. */
export async function identities() {
  const r = await api.get('/demo/identities')
  if (!prefs.get().demo) setPrefs({ demo: true })
  await syncClock()
  return r.items
}
export async function clock() {
  const c = await api.get('/demo/clock')
  setClockOffset(c.offset_seconds)
  return c
}
export async function advance(seconds: number) {
  const c = await api.plain('/demo/clock', { body: { advance: seconds } }, false)
  setClockOffset(c.offset_seconds)
  return c
}
/** Dates on this phone follow the product's clock; asks only where a demo has been met. */
export async function syncClock() {
  if (prefs.get().demo) await clock().catch(() => undefined)
}
