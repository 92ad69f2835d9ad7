/** Signing in and out, and who I am. */
import { api, forgetSession, session, setMemberships, signedIn } from '@/core/store'
import { device } from '@/platform/device'

export async function signIn(identity?: string) {
  const code = await device.loginCode(identity)
  const r = await api.plain('/auth/wechat', { body: { code } })
  signedIn(r)
  return r
}
/** Ask again who I am: memberships change when staff verify or the lead grants a role. */
export async function refreshMe() {
  const r = await api.get('/auth/me')
  setMemberships(r.person, r.memberships)
  return r
}
export const bindPhone = (code: string) => api.plain('/auth/phone', { body: { code } }, false)
/** Ends on the phone even when the server cannot be reached. */
export async function signOut() {
  const token = session.get()?.refresh_token
  forgetSession()
  if (token) await api.plain('/auth/logout', { body: { refresh_token: token } }).catch(() => undefined)
}
