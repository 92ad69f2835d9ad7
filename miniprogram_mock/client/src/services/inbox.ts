/** Messages to me, and the consents for WeChat reminders. */
import { watched } from '@/core/emitter'
import { api, cid } from '@/core/store'
import { device } from '@/platform/device'

/** How many are unread, for the mark on 我的. */
export const unread = watched(0)

export async function inbox(cursor?: string) {
  const page = await api.get('/communities/{cid}/inbox', { path: { cid: cid() }, query: { cursor } })
  unread.set(page.unread_count)
  return page
}
export async function readUpTo(id: string) {
  const r = await api.post('/communities/{cid}/inbox/read', { path: { cid: cid() }, body: { up_to: id } }, '消息已读')
  unread.set(r.unread_count)
  return r
}
export const subscriptions = () => api.get('/communities/{cid}/subscriptions', { path: { cid: cid() } }).then(r => r.items)
/** Ask WeChat (on H5 our own sheet) for one reminder of each template, and tell the server the answers. */
export async function askForReminders() {
  const templates = await subscriptions()
  if (!templates.length) return undefined
  const answers = await device.subscribe(templates.map(t => ({ id: t.template, name: t.name })))
  return api.post('/communities/{cid}/subscriptions', { path: { cid: cid() }, body: { answers } }, '提醒设置')
}
