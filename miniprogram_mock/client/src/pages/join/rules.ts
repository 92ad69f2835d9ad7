/** What the join form checks before it is sent. The server decides again. */
import { t } from '@/core/i18n'
import { localDay } from '@/core/format'
import { productNow } from '@/core/now'
import type { MemberIn, Tie } from '@/core/types'

export interface JoinForm { cid: string; name: string; birth: string; tie: Tie | ''; building: string; door: string; unit: string; party: boolean; guardian: string; consent: boolean }
export const EMPTY_FORM: JoinForm = { cid: '', name: '', birth: '', tie: '', building: '', door: '', unit: '', party: false, guardian: '', consent: false }
/** Under this age a guardian must agree: 个人信息保护法 Art. 31. */
const GUARDIAN_AGE = 14

export function needsGuardian(birth: string, now = productNow()): boolean {
  if (!birth) return false
  const [y, m, d] = birth.split('-')
  return `${Number(y) + GUARDIAN_AGE}-${m}-${d}` > localDay(now)
}

export function faults(f: JoinForm): Partial<Record<keyof JoinForm, string>> {
  const bad: Partial<Record<keyof JoinForm, string>> = {}
  if (!f.cid) bad.cid = t('join.bad.community')
  if (Array.from(f.name.trim()).length < 2) bad.name = t('join.bad.name')
  if (!f.birth) bad.birth = t('join.bad.birth')
  if (!f.tie) bad.tie = t('join.bad.tie')
  if (f.tie === 'home' && !f.building.trim()) bad.building = t('join.bad.building')
  if (f.tie === 'home' && !f.door.trim()) bad.door = t('join.bad.door')
  if (needsGuardian(f.birth) && !f.guardian.trim()) bad.guardian = t('join.bad.guardian')
  if (!f.consent) bad.consent = t('join.bad.consent')
  return bad
}

export function asBody(f: JoinForm, privacyVersion: string): MemberIn {
  const home = f.tie === 'home'
  return {
    name: f.name.trim(), birth_date: f.birth, privacy_version: privacyVersion, consent: true, tie: f.tie as Tie,
    ...(home ? { household: { building: f.building.trim(), door: f.door.trim() } } : {}),
    ...(!home && f.unit ? { unit_id: f.unit } : {}),
    ...(f.party ? { party_member: true } : {}),
    ...(needsGuardian(f.birth) ? { guardian_member_id: f.guardian.trim() } : {}),
  }
}
