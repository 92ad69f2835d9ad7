/** Shifts, sign-up, check-in, and the records that come of them. */
import { api, cid, http } from '@/core/store'
import { serverNow } from '@/core/now'
import type { Fence, NamedPhone, RecordMove, Repeat, ShiftIn, SignUpIn, SignUpStep } from '@/core/types'
import type { Place } from '@/platform/types'
import { take } from './files'

export interface ShiftFilter { from?: string; to?: string; mine?: boolean; entry_id?: string }

export const openShift = (body: ShiftIn) => api.post('/communities/{cid}/shifts', { path: { cid: cid() }, body }, '发布班次')
/** Soonest first. */
export const shifts = (filter: ShiftFilter = {}, cursor?: string) => api.get('/communities/{cid}/shifts', { path: { cid: cid() }, query: { ...filter, cursor } })
export const shift = (id: string) => api.get('/communities/{cid}/shifts/{id}', { path: { cid: cid(), id } })
/** All shifts of a series or none. */
export const openSeries = (shift: ShiftIn, repeat: Repeat) => api.post('/communities/{cid}/shift-series', { path: { cid: cid() }, body: { shift, repeat } }, '发布班次')
export const cancelShift = (id: string, note?: string, following = false) => api.post('/communities/{cid}/shifts/{id}/moves', { path: { cid: cid(), id }, body: { move: 'cancel', note, ...(following ? { following } : {}) } }, '取消班次')
export const signUp = (shiftId: string, body: SignUpIn = {}) => api.post('/communities/{cid}/shifts/{id}/sign-ups', { path: { cid: cid(), id: shiftId }, body }, '报名')
export const signUpOptions = (shiftId: string) => api.get('/communities/{cid}/shifts/{id}/sign-up-options', { path: { cid: cid(), id: shiftId } })
export const inviteGroup = (shiftId: string, body: { member_ids: string[]; people: NamedPhone[]; role_id?: string }) => api.post('/communities/{cid}/shifts/{id}/groups', { path: { cid: cid(), id: shiftId }, body }, '约人一起去')
export const moveSignUp = (id: string, body: SignUpStep) => api.post('/communities/{cid}/sign-ups/{id}/moves', { path: { cid: cid(), id }, body }, '报名')
export const cancelSignUp = (id: string, note?: string) => moveSignUp(id, { move: 'cancel', ...(note ? { note } : {}) })
export const takeBack = (id: string) => moveSignUp(id, { move: 'take_back' })
export const declinePlace = (id: string) => moveSignUp(id, { move: 'decline' })
export const acceptPlace = (id: string, { accept_risks, for_unit_id, qualification_number }: SignUpIn = {}) =>
  moveSignUp(id, { move: 'accept', ...(accept_risks ? { accept_risks } : {}), ...(for_unit_id ? { for_unit_id } : {}), ...(qualification_number ? { qualification_number } : {}) })
/** What a unit's people let count for it. */
export const unitHours = (unitId: string, month?: string) => api.get('/communities/{cid}/units/{id}/hours', { path: { cid: cid(), id: unitId }, query: { month } })
export const signUpsOf = (shiftId: string) => api.get('/communities/{cid}/shifts/{id}/sign-ups', { path: { cid: cid(), id: shiftId } }).then(r => r.items)
export const mySignUps = (cursor?: string) => api.get('/communities/{cid}/sign-ups/mine', { path: { cid: cid() }, query: { cursor } })
/** The leader's rotating code. */
export const shiftCode = (shiftId: string) => api.get('/communities/{cid}/shifts/{id}/code', { path: { cid: cid(), id: shiftId } })
/** Codes to show without a network; each fetch is written down. */
export const codesAhead = (shiftId: string) => api.get('/communities/{cid}/shifts/{id}/codes-ahead', { path: { cid: cid(), id: shiftId } })
/** When the code was seen goes with it: without a network it waits in the outbox, and counts from then. */
const seen = (code: string, fence?: Fence, ward?: string) => ({ code, fence, seen_at: new Date(serverNow()).toISOString(), ...(ward ? { for_member_id: ward } : {}) })
export const checkIn = (shiftId: string, code: string, fence?: Fence, ward?: string) =>
  api.post('/communities/{cid}/shifts/{id}/check-ins', { path: { cid: cid(), id: shiftId }, body: seen(code, fence, ward) }, '签到')
export const checkOut = (shiftId: string, code: string, fence?: Fence, ward?: string) =>
  api.post('/communities/{cid}/shifts/{id}/check-outs', { path: { cid: cid(), id: shiftId }, body: seen(code, fence, ward) }, '签退')
/** Who is here, for the leader; polled: 304 and empty where nothing has changed. */
export const presence = (shiftId: string, tag?: string) => api.getTagged('/communities/{cid}/shifts/{id}/presence', { path: { cid: cid(), id: shiftId }, ifNoneMatch: tag })
/** Newest first. */
export const records = (filter: { mine?: boolean; state?: string; shift_id?: string; source?: string; flagged_late?: boolean } = {}, cursor?: string) =>
  api.get('/communities/{cid}/records', { path: { cid: cid() }, query: { ...filter, cursor } })
export const record = (id: string) => api.get('/communities/{cid}/records/{id}', { path: { cid: cid(), id } })
export const recordsToDo = (cursor?: string) => api.get('/communities/{cid}/records/to-do', { path: { cid: cid() }, query: { cursor } })
export const moveRecord = (id: string, move: RecordMove, said: { note?: string; /** what a ruling leaves */ minutes?: number; photos?: string[] } = {}) =>
  api.post('/communities/{cid}/records/{id}/moves', { path: { cid: cid(), id }, body: { move, ...said } }, '服务记录')
export const notices = (words?: string, cursor?: string) => api.get('/communities/{cid}/notices', { path: { cid: cid() }, query: { q: words || undefined, cursor } })
/** The notice of this moment, for the board. */
export const takeNotices = (format: 'pdf' | 'xlsx') => take(http.url('/communities/{cid}/notices/print', { cid: cid() }, { format }), `notice.${format}`)
/** Open ones by their deadline; without the desk my own. */
export const disputes = (filter: { mine?: boolean; open?: boolean } = {}, cursor?: string) => api.get('/communities/{cid}/disputes', { path: { cid: cid() }, query: { ...filter, cursor } })
export const disputesOf = (recordId: string) => api.get('/communities/{cid}/records/{id}/disputes', { path: { cid: cid(), id: recordId } }).then(r => r.items)
export const addStatement = (recordId: string, text: string, photos: string[]) =>
  api.post('/communities/{cid}/records/{id}/statements', { path: { cid: cid(), id: recordId }, body: { text, photos } }, '异议陈述')

/** `sangong:shift:<id>:<code>`, and behind it `@lat,lng` where the leader's phone adds where it is → its parts; undefined when it is some other code. */
export function readShiftQr(text: string): { shiftId: string; code: string; at?: Place } | undefined {
  const m = /^sangong:shift:([0-9a-f-]{36}):(\d{6})(?:@(-?\d{1,2}\.\d{4}),(-?\d{1,3}\.\d{4}))?$/.exec(text.trim())
  return m ? { shiftId: m[1], code: m[2], at: m[3] ? { lat: Number(m[3]), lng: Number(m[4]) } : undefined } : undefined
}
/** The leader's code with the place of the leader's phone, to some ten metres; it goes from screen to camera and over no wire. */
export const placedQr = (qr: string, at: Place) => `${qr}@${at.lat.toFixed(4)},${at.lng.toFixed(4)}`
