/** Communities, members, units and their people. */
import { api, cid } from '@/core/store'
import type { CommunityId, MemberIn, MemberState, Role, UnitIn, UnitKind } from '@/core/types'

export const communities = (cursor?: string) => api.get('/communities', { query: { cursor } })
export const community = (id: CommunityId = cid()) => api.get('/communities/{cid}', { path: { cid: id } })
export const join = (id: CommunityId, body: MemberIn) => api.post('/communities/{cid}/members', { path: { cid: id }, body }, '加入社区')
export const memberMe = (id: CommunityId = cid()) => api.get('/communities/{cid}/members/me', { path: { cid: id } })
/** `find`: a whole name or a building. */
export const members = (state?: MemberState, cursor?: string, find?: string) => api.get('/communities/{cid}/members', { path: { cid: cid() }, query: { state, cursor, find: find || undefined } })
export const moveMember = (id: string, move: 'verify' | 'reject' | 'consent' | 'leave', note?: string) =>
  api.post('/communities/{cid}/members/{id}/moves', { path: { cid: cid(), id }, body: { move, note } }, '居民资料')
export const setRole = (id: string, role: Exclude<Role, 'member'>, grant: boolean) =>
  api.post('/communities/{cid}/members/{id}/roles', { path: { cid: cid(), id }, body: { role, grant } }, '设置角色')

export const units = (kind?: UnitKind, cursor?: string, community: CommunityId = cid()) => api.get('/communities/{cid}/units', { path: { cid: community }, query: { kind, cursor } })
export const addUnit = (body: UnitIn) => api.post('/communities/{cid}/units', { path: { cid: cid() }, body }, '登记单位')
export const employees = (unitId: string, cursor?: string) => api.get('/communities/{cid}/units/{id}/employees', { path: { cid: cid(), id: unitId }, query: { cursor } })
/** Without a member id: apply for myself. */
export const addEmployee = (unitId: string, body: { member_id?: string; role?: 'employee' | 'clerk' } = {}) =>
  api.post('/communities/{cid}/units/{id}/employees', { path: { cid: cid(), id: unitId }, body }, '加入单位')
export const moveEmployment = (id: string, move: 'confirm' | 'decline' | 'remove' | 'leave') =>
  api.post('/communities/{cid}/employments/{id}/moves', { path: { cid: cid(), id }, body: { move } }, '单位人员')

export const nameConsent = () => api.get('/communities/{cid}/members/me/name-consent', { path: { cid: cid() } })
export const setNameConsent = (shows_name: boolean, version: string) => api.post('/communities/{cid}/members/me/name-consent', { path: { cid: cid() }, body: { shows_name, version } }, '公示里的名字')
