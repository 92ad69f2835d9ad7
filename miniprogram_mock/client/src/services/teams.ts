/** Teams: formed, joined, their tasks and log, how they end. */
import { api, cid } from '@/core/store'
import type { Id, SeatMove, TaskMove, TaskState, TeamMove, TeamState } from '@/core/types'

export interface TeamFilter { state?: TeamState; mine?: boolean; entry_id?: Id; claim_id?: Id; unit_id?: Id }

export const teams = (filter: TeamFilter = {}, cursor?: string) => api.get('/communities/{cid}/teams', { path: { cid: cid() }, query: { ...filter, cursor } })
export const team = (id: Id) => api.get('/communities/{cid}/teams/{id}', { path: { cid: cid(), id } })
export const formTeam = (body: { name: string; goal: string; claim_id?: Id; entry_id?: Id; leader_id?: Id }) => api.post('/communities/{cid}/teams', { path: { cid: cid() }, body }, `组建小组：${body.name}`)
export const moveTeam = (id: Id, body: { move: TeamMove; member_id?: Id; text?: string; photos?: Id[] }) => api.post('/communities/{cid}/teams/{id}/moves', { path: { cid: cid(), id }, body }, '小组')
export const addShift = (id: Id, shift_id: Id) => api.post('/communities/{cid}/teams/{id}/shifts', { path: { cid: cid(), id }, body: { shift_id } }, '小组的活动')
export const seats = (id: Id) => api.get('/communities/{cid}/teams/{id}/seats', { path: { cid: cid(), id } }).then(r => r.items)
export interface InviteIn { member_id?: Id; name?: string; phone?: string; note?: string }
export const inviteTo = (id: Id, body: InviteIn) => api.post('/communities/{cid}/teams/{id}/invitations', { path: { cid: cid(), id }, body }, '邀请加入小组')
export const applyTo = (id: Id, note: string) => api.post('/communities/{cid}/teams/{id}/applications', { path: { cid: cid(), id }, body: { note } }, '申请加入小组')
export const moveSeat = (id: Id, move: SeatMove, note = '') => api.post('/communities/{cid}/team-seats/{id}/moves', { path: { cid: cid(), id }, body: { move, note } }, '小组成员')
export const tasks = (id: Id, state: TaskState, cursor?: string) => api.get('/communities/{cid}/teams/{id}/tasks', { path: { cid: cid(), id }, query: { state, cursor } })
export const addTask = (id: Id, body: { title: string; text: string; due_on: string; assignee_id?: Id }) => api.post('/communities/{cid}/teams/{id}/tasks', { path: { cid: cid(), id }, body }, `新任务：${body.title}`)
export const moveTask = (id: Id, body: { move: TaskMove; assignee_id?: Id; due_on?: string; text?: string; photos?: Id[] }) => api.post('/communities/{cid}/team-tasks/{id}/moves', { path: { cid: cid(), id }, body }, '小组任务')
export const log = (id: Id, cursor?: string) => api.get('/communities/{cid}/teams/{id}/log', { path: { cid: cid(), id }, query: { cursor } })
export const addProgress = (id: Id, body: { text: string; photos: Id[]; task_id?: Id }) => api.post('/communities/{cid}/teams/{id}/log', { path: { cid: cid(), id }, body }, '小组进展')
