/** Decisions about signing up with a word, a role or a reason: on facts and a moment, no calls. */
import { plainDay } from '@/core/format'
import { t } from '@/core/i18n'
import type { Shift, SignUp, SignUpIn, SignUpOptions } from '@/core/types'
import { mayCheck, near } from './rules'

export interface JoinForm { whom: string; role: string; number: string; unit: string; guardian: string; phone: string; risks: boolean }
type Faults = Partial<Record<'role' | 'number' | 'guardian' | 'phone' | 'risks', string>>

export function startJoin(s: Shift, invited?: SignUp): JoinForm {
  const only = s.roles.length === 1 ? s.roles[0].id : ''
  return { whom: 'me', role: invited?.role?.id ?? only, number: '', unit: 'none', guardian: '', phone: '', risks: false }
}
/** Nothing to choose but the risks, which stand on the page itself. */
export const isPlain = (s: Shift, o: SignUpOptions | undefined) => !s.roles.length && (!o || (!o.wards.length && !o.units.length && !o.is_minor))
export const asksRisks = (s: Shift) => s.risks.length > 0 || s.dangerous

export function joinFaults(s: Shift, o: SignUpOptions, f: JoinForm, invited?: SignUp): Faults {
  const bad: Faults = {}, role = s.roles.find(r => r.id === f.role)
  if (s.roles.length && !role) bad.role = t('activity.role.which')
  if (role?.qualification && f.number.trim().length < 4) bad.number = t('activity.number', { what: role.qualification })
  if (!invited && f.whom === 'me' && o.needs_guardian_named) {
    if (!f.guardian.trim()) bad.guardian = t('activity.guardian')
    if (!/^1\d{10}$/.test(f.phone.trim())) bad.phone = t('activity.group.add.bad')
  }
  if (asksRisks(s) && !f.risks) bad.risks = t('volunteering.risks.bad')
  return bad
}
export function joinBody(s: Shift, o: SignUpOptions, f: JoinForm): SignUpIn {
  const role = s.roles.find(r => r.id === f.role), mine = f.whom === 'me'
  return {
    ...(asksRisks(s) ? { accept_risks: true as const } : {}), ...(mine ? {} : { for_member_id: f.whom }), ...(role ? { role_id: role.id } : {}),
    ...(mine && f.unit !== 'none' ? { for_unit_id: f.unit } : {}), ...(role?.qualification ? { qualification_number: f.number.trim() } : {}),
    ...(mine && o.needs_guardian_named && f.guardian.trim() ? { guardian: { name: f.guardian.trim(), phone: f.phone.trim() } } : {}),
  }
}
/** My word is what my own place waits for. */
export const isInvited = (u: SignUp | null) => !!u?.asked?.is_me && u.moves.some(m => m.move === 'accept')
/** A reason is wanted: the free time is over. */
export const isLate = (u: SignUp, now: number) => u.state === 'signed_up' && !!u.free_until && now > Date.parse(u.free_until)

/** Who is beside me without a phone: my wards with a place on the shift. */
export const wardsOf = (o: SignUpOptions | undefined) => (o?.others ?? []).filter(u => u.asked?.is_me && u.asked.as === 'guardian' && u.asked.answered_at && o!.wards.some(w => w.id === u.member.id))
/** Which way the code takes a ward now, on my phone. */
export function wardStep(s: Shift, u: SignUp, now: number): 'in' | 'out' | undefined {
  if (!mayCheck(s, now)) return undefined
  return u.state === 'signed_up' ? 'in' : u.state === 'checked_in' ? 'out' : undefined
}

/** What stands beside my own place. */
export function mineNote(u: SignUp, now: number): { title: string; text?: string; tone: 'ok' | 'warn' } {
  const open = u.asked && !u.asked.answered_at ? u.asked : undefined
  const until = open?.answer_by ? near(open.answer_by, now) : near(u.starts_at, now)
  if (open?.as === 'guardian') return { title: t('activity.waits.guardian', { name: open.member.name }), text: u.state === 'invited' ? t('activity.waits.guardian.text', { time: until }) : t('volunteering.wait.note'), tone: 'warn' }
  if (open?.as === 'leader') return { title: t('activity.waits.leader'), text: t('activity.waits.leader.text'), tone: 'warn' }
  if (u.state === 'waiting') return { title: t('volunteering.wait.card', { n: u.waiting_position ?? 1 }), text: t('volunteering.wait.note'), tone: 'warn' }
  if (u.state !== 'signed_up') return { title: u.state_name, tone: 'ok' }
  const free = u.free_until && !isLate(u, now) ? t('activity.free.until', { time: near(u.free_until, now) }) : t('activity.free.over')
  return { title: t('volunteering.in.card'), text: `${t('volunteering.in.note')}${u.is_short_notice ? t('activity.short') : u.free_until ? free : ''}`, tone: 'ok' }
}
export const standingDay = (o: SignUpOptions) => (o.standing.asked_until ? plainDay(o.standing.asked_until.slice(0, 10)) : '')
