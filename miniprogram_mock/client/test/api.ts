/** A server for page tests: `answer({ 'GET /communities': {…} })`; a function may look at the body and refuse. */
import { configure } from '@testing-library/react'
import Taro from '@tarojs/taro'
import type { Mock } from 'vitest'
import { setClockOffset } from '@/core/now'

/** A busy machine draws slowly; what is right still passes at once. */
configure({ asyncUtilTimeout: 4000 })

export interface Call { method: string; path: string; query: string; body: any; header: Record<string, string> }
export class Refusal { constructor(public status: number, public problem: Record<string, unknown>) {} }
export const refuse = (status: number, code: string, title: string, more: Record<string, unknown> = {}) => new Refusal(status, { status, code, title, ...more })
export const calls: Call[] = []
export const lastCall = (path: string) => calls.filter(c => c.path === path).at(-1)
type Answers = Record<string, unknown | ((call: Call) => unknown)>

export function answer(answers: Answers) {
  calls.length = 0
  ;(Taro.request as unknown as Mock).mockImplementation(async (r: { url: string; method: string; data: unknown; header: Record<string, string> }) => {
    const [path, query = ''] = r.url.replace('/api/v1', '').split('?')
    const call = { method: r.method, path, query, body: r.data, header: r.header }
    calls.push(call)
    const found = answers[`${r.method} ${path}`]
    const data = typeof found === 'function' ? (found as (c: Call) => unknown)(call) : found
    if (data instanceof Error) throw data
    if (data === undefined) return { statusCode: 404, data: { code: 'not_found', title: '没有找到' }, header: {} }
    if (data instanceof Refusal) return { statusCode: data.status, data: data.problem, header: {} }
    return { statusCode: 200, data, header: { ETag: '"1"' } }
  })
}
/** What the phone throws when there is no network. */
export const noNetwork = () => Object.assign(new Error('request:fail'), { errMsg: 'request:fail' })

export const CID = 310107020001
export const membershipOf = (more: object = {}) => ({ community_id: CID, community_name: '宝成社区', member_id: 'm-1', name: '陈阿姨', state: 'verified', roles: ['member'], units: [], ...more })
/** Make it that moment now, or up to a second after, never before: rounded to the nearest second, half of all runs began a minute early. */
export const startClock = (at: string | number) => setClockOffset(Math.ceil((new Date(at).getTime() - Date.now()) / 1000))
/** Sign somebody in without pages. */
export async function signInAs(more: object = {}) {
  const { signedIn } = await import('@/core/store')
  signedIn({ access_token: 'a1', refresh_token: 'r1', expires_in: 900, person: { id: 'p-1', name: null, phone_masked: null }, memberships: [membershipOf(more)] as never })
}
