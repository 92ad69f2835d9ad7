/** Going from page to page by the names of the site map. */
import Taro, { useRouter } from '@tarojs/taro'
import { isTab, MAIN, pathOf, TABS, type Route } from './routes'

export type Params = Record<string, string | number | undefined>
const queryOf = (params: Params) => {
  const q = Object.keys(params).filter(k => params[k] != null).map(k => `${k}=${encodeURIComponent(String(params[k]))}`).join('&')
  return q ? '?' + q : ''
}
const urlOf = (route: Route, params: Params) => pathOf(route) + queryOf(params)

/** Open a page on top of this one; tabs are switched to. */
export function go(route: Route, params: Params = {}) {
  if (isTab(route)) { Taro.switchTab({ url: pathOf(route) }); return }
  Taro.navigateTo({ url: urlOf(route, params) })
}
/** Put a page in this one's place, so that going back skips this one. */
export function replace(route: Route, params: Params = {}) {
  if (isTab(route)) { Taro.switchTab({ url: pathOf(route) }); return }
  Taro.redirectTo({ url: urlOf(route, params) })
}
/** Open a page and forget all that lay under it. */
export function restart(route: Route, params: Params = {}) {
  if (isTab(route)) { Taro.switchTab({ url: pathOf(route) }); return }
  Taro.reLaunch({ url: urlOf(route, params) })
}
/** Back; home when there is nothing to go back to. */
export function back() {
  if (Taro.getCurrentPages().length > 1) Taro.navigateBack()
  else restart('home')
}
/** Back; that page when there is nothing to go back to. */
export function backOr(route: Route, params: Params = {}) {
  if (Taro.getCurrentPages().length > 1) Taro.navigateBack()
  else replace(route, params)
}
/** Ring a number, where the device can; whoever thinks better of it has done nothing. */
export const call = (phoneNumber: string) => { Taro.makePhoneCall({ phoneNumber }).catch(() => undefined) }
/** The parameters of this page, decoded. */
export function useParams<K extends string>(): Partial<Record<K, string>> {
  const raw = useRouter().params as Record<string, string | undefined>
  return Object.fromEntries(Object.entries(raw).map(([k, v]) => [k, v == null ? v : decode(v)])) as Partial<Record<K, string>>
}
function decode(v: string) {
  try { return decodeURIComponent(v) } catch { return v }
}

/** Where somebody was sent to sign in from: a scanned link opens its page afterwards. */
let place: { path: string; params: Params } | undefined
const OWN = Object.values(TABS).map(p => '/' + p).concat('/' + MAIN.signIn, '/' + MAIN.join)

export function keepPlace(path: string, params: Params) {
  const page = path.split('?')[0]
  const asked = Object.fromEntries(Object.entries(params).filter(([k]) => k !== 'stamp' && !k.startsWith('$')))
  place = OWN.includes(page) ? undefined : { path: page, params: asked }
}
/** Go on to the page kept, or home. */
export function resume() {
  const to = place
  place = undefined
  if (to) Taro.reLaunch({ url: to.path + queryOf(to.params) })
  else restart('home')
}
