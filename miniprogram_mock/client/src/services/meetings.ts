/** Meetings: called, attended, what is put to the vote in them, minutes; demands that one be called. */
import { api, cid, http } from '@/core/store'
import type { Id, MeetingIn, MeetingMove, MinutesIn, MotionMove, PaperCounts, Register, ResidentGroupIn, Vote } from '@/core/types'
import { take } from './files'

const of = (id: Id) => ({ cid: cid(), id })

export const meetings = (filter: { live?: boolean; mine?: boolean; topic_id?: Id } = {}, cursor?: string, limit?: number) => api.get('/communities/{cid}/meetings', { path: { cid: cid() }, query: { ...filter, cursor, limit } })
export const meeting = (id: Id) => api.get('/communities/{cid}/meetings/{id}', { path: of(id) })
/** With the ETag that minutes must send back. */
export const meetingToWrite = (id: Id) => api.getTagged('/communities/{cid}/meetings/{id}', { path: of(id) })
export const callMeeting = (body: MeetingIn) => api.post('/communities/{cid}/meetings', { path: { cid: cid() }, body }, `召集会议：${body.title}`)
export const moveMeeting = (id: Id, body: { move: MeetingMove; note?: string }) => api.post('/communities/{cid}/meetings/{id}/moves', { path: of(id), body }, '会议')
export const meetingCode = (id: Id) => api.get('/communities/{cid}/meetings/{id}/code', { path: of(id) })
export const attend = (id: Id, code: string) => api.post('/communities/{cid}/meetings/{id}/attendance', { path: of(id), body: { code } }, '会议签到')
export const roll = (id: Id, find: string, cursor?: string) => api.get('/communities/{cid}/meetings/{id}/roll', { path: of(id), query: { find: find || undefined, cursor } })
export const noteOnPaper = (id: Id, body: { seat_id?: Id; name?: string }) => api.post('/communities/{cid}/meetings/{id}/paper-attendance', { path: of(id), body }, '纸质签到')
export const writeMinutes = (id: Id, etag: string, body: MinutesIn) => api.put('/communities/{cid}/meetings/{id}/minutes', { path: of(id), body, ifMatch: etag }).then(a => a.data)
export const noteDelegate = (id: Id, unit_id: Id, body: { name: string; said?: string }) => api.put('/communities/{cid}/meetings/{id}/units/{unit_id}', { path: { cid: cid(), id, unit_id }, body }).then(a => a.data)
/** A new group, or what stands of one replaced as a whole. */
export const saveGroup = (id: Id | undefined, body: ResidentGroupIn) => (id ? api.put('/communities/{cid}/resident-groups/{id}', { path: of(id), body }).then(a => a.data) : api.post('/communities/{cid}/resident-groups', { path: { cid: cid() }, body }, `居民小组：${body.name}`))
export const saveRegister = (body: Register) => api.put('/communities/{cid}/resident-register', { path: { cid: cid() }, body }).then(a => a.data)
export const groups = () => api.get('/communities/{cid}/resident-groups', { path: { cid: cid() } })

export const demands = (cursor?: string) => api.get('/communities/{cid}/meeting-demands', { path: { cid: cid() }, query: { cursor } })
export const demand = (id: Id) => api.get('/communities/{cid}/meeting-demands/{id}', { path: of(id) })
export const beginDemand = (body: { title: string; text: string }) => api.post('/communities/{cid}/meeting-demands', { path: { cid: cid() }, body }, `提议：${body.title}`)
export const signDemand = (id: Id) => api.post('/communities/{cid}/meeting-demands/{id}/signatures', { path: of(id) }, '签名')
export const moveDemand = (id: Id, move: 'withdraw') => api.post('/communities/{cid}/meeting-demands/{id}/moves', { path: of(id), body: { move } }, '撤回提议')

export const motions = (id: Id, cursor?: string) => api.get('/communities/{cid}/meetings/{id}/motions', { path: of(id), query: { cursor, limit: 100 } })
export const motion = (id: Id) => api.get('/communities/{cid}/motions/{id}', { path: of(id) })
export const putMotion = (id: Id, body: { item_id: Id; text: string; secrecy: 'open' | 'secret' }) => api.post('/communities/{cid}/meetings/{id}/motions', { path: of(id), body }, '表决事项')
export const moveMotion = (id: Id, body: { move: MotionMove; note?: string }) => api.post('/communities/{cid}/motions/{id}/moves', { path: of(id), body }, '表决')
/** Sent now or not at all: a vote is never kept on the phone, nor its answer anywhere. */
export const castVote = (id: Id, seat_id: Id, choice: Vote) => api.put('/communities/{cid}/motions/{id}/vote', { path: of(id), body: { seat_id, choice } }).then(a => a.data)
export const openVotes = (id: Id, cursor?: string) => api.get('/communities/{cid}/motions/{id}/votes', { path: of(id), query: { cursor } })
export const takeProtocol = (id: Id, no: number) => take(http.url('/communities/{cid}/motions/{id}/result', of(id)), `表决记录${no}.pdf`)
export const papers = (id: Id) => api.get('/communities/{cid}/motions/{id}/papers', { path: of(id) })
export const givePaper = (id: Id, seat_id: Id) => api.put('/communities/{cid}/motions/{id}/papers/{seat_id}', { path: { cid: cid(), id, seat_id } }).then(a => a.data)
export const enterReading = (id: Id, body: { votes?: { seat_id: Id; choice: Vote | 'invalid' }[]; counts?: PaperCounts }) => api.put('/communities/{cid}/motions/{id}/paper-readings', { path: of(id), body }).then(a => a.data)
export const proxies = (id: Id) => api.get('/communities/{cid}/meetings/{id}/proxies', { path: of(id) }).then(p => p.items)
export const proxyHolders = (id: Id) => api.get('/communities/{cid}/meetings/{id}/proxy-holders', { path: of(id) }).then(r => r.items)
export const giveProxy = (id: Id, to_member_id: Id) => api.post('/communities/{cid}/meetings/{id}/proxies', { path: of(id), body: { to_member_id } }, '书面委托')
export const takeProxyBack = (id: Id) => api.post('/communities/{cid}/meeting-proxies/{id}/moves', { path: of(id), body: { move: 'take_back' } }, '收回委托')
