/** Codes the leader's phone took along: kept on the phone for the shift's window, shown in turn without a network, gone with the window or the sign-out. */
import Taro from '@tarojs/taro'
import { session } from '@/core/store'
import type { CodesAhead, ShiftCode } from '@/core/types'

export interface KeptCodes { owner: string; shiftId: string; ahead: CodesAhead }
/** Our rule: with so little left the phone asks for more. */
const REFILL_MS = 2 * 3600_000

export const keptUntil = (a: CodesAhead) => Date.parse(a.first_from) + a.codes.length * a.step_seconds * 1000
/** The code of this moment by the server's clock as the phone knows it; undefined before, after, or with none kept. */
export function keptCode(a: CodesAhead | undefined, now: number): ShiftCode | undefined {
  if (!a) return undefined
  const n = Math.floor((now - Date.parse(a.first_from)) / (a.step_seconds * 1000)), code = a.codes[n]
  if (n < 0 || !code) return undefined
  return { code, qr: a.qr_prefix + code, step_seconds: a.step_seconds, valid_until: new Date(Date.parse(a.first_from) + (n + 1) * a.step_seconds * 1000).toISOString() }
}
/** Whether what is kept will not last: nothing, or little and the window is longer. A step's remainder is nothing to fetch for. */
export function wantsMore(a: CodesAhead | undefined, until: string, now: number): boolean {
  if (!a) return true
  const left = keptUntil(a) - now
  return left < REFILL_MS && keptUntil(a) < Date.parse(until)
}

const load = () => (Taro.getStorageSync('codes') || []) as KeptCodes[]
const mine = (k: KeptCodes) => k.owner === session.get()?.person.id
export const keptOf = (shiftId: string): CodesAhead | undefined => load().find(k => mine(k) && k.shiftId === shiftId)?.ahead
/** Keep these for a shift; what is over, and what somebody else left, goes. */
export function keepCodes(shiftId: string, ahead: CodesAhead, now: number) {
  const others = load().filter(k => mine(k) && k.shiftId !== shiftId && keptUntil(k.ahead) > now)
  Taro.setStorageSync('codes', [...others, { owner: session.get()?.person.id ?? '', shiftId, ahead }])
}
