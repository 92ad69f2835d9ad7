/** Slots of resources, my bookings, and the calendar of who keeps a resource. */
import { api, cid } from '@/core/store'
import type { BookingMove, Day, Id, Time } from '@/core/types'

export const slots = (entryId: Id, day?: Day) => api.get('/communities/{cid}/entries/{id}/slots', { path: { cid: cid(), id: entryId }, query: { day } })
export const book = (entryId: Id, body: { starts_at: Time; people?: number }) => api.post('/communities/{cid}/entries/{id}/bookings', { path: { cid: cid(), id: entryId }, body }, '预约')
export const myBookings = (cursor?: string) => api.get('/communities/{cid}/bookings', { path: { cid: cid() }, query: { cursor } })
/** Bookings of one resource, or of all that I keep. */
export const keptBookings = (day: Day, entryId?: Id, cursor?: string) => api.get('/communities/{cid}/bookings', { path: { cid: cid() }, query: { mine: false, day, entry_id: entryId, cursor } })
export const booking = (id: Id) => api.get('/communities/{cid}/bookings/{id}', { path: { cid: cid(), id } })
export const moveBooking = (id: Id, move: BookingMove, note?: string) => api.post('/communities/{cid}/bookings/{id}/moves', { path: { cid: cid(), id }, body: { move, note } }, '预约办理')
