/** Which one thing of today stands on top of the home page. A rule on facts; asks nobody. */
import { clock, nearDay } from '@/core/format'
import { t } from '@/core/i18n'
import type { Params } from '@/core/nav'
import type { Route } from '@/core/routes'
import type { Membership, Shift } from '@/core/types'

export interface Today { title: string; note: string; button: string; route: Route; params?: Params; urgent?: boolean }
export interface Facts { membership: Membership | undefined; shifts: Shift[]; toDo: number; now: number }

const when = (s: Shift, now: number) => `${nearDay(s.starts_at, now)} ${clock(s.starts_at)}–${clock(s.ends_at)} · ${s.place}`
const at = (iso: string) => Date.parse(iso)

/** A shift whose hour has come: check out, show the code, or check in. */
function onDuty(s: Shift, now: number): Today | undefined {
  const base = { title: s.title, note: when(s, now), params: { id: s.id }, urgent: true }
  if (s.my_record?.state === 'checked_in') return { ...base, title: `${s.title}，${t('home.t.out')}`, button: t('home.do.out'), route: 'volunteering.checkIn' }
  const open = now >= at(s.check_in_from) && now <= at(s.check_in_until)
  if (s.i_lead && now >= at(s.check_in_from) && now <= at(s.ends_at)) return { ...base, button: t('home.do.lead'), route: 'volunteering.shiftCode' }
  if (open && s.my_sign_up?.state === 'signed_up') return { ...base, button: t('home.do.in'), route: 'volunteering.checkIn' }
  return undefined
}

export function today({ membership, shifts, toDo, now }: Facts): Today {
  if (!membership) return { title: t('home.t.join'), note: t('home.t.join.note'), button: t('home.do.join'), route: 'join' }
  if (membership.state === 'applied' || membership.state === 'awaiting_guardian') return { title: t('home.t.applied'), note: t('home.t.applied.note'), button: t('home.do.act'), route: 'act' }
  const live = shifts.filter(s => s.state === 'open')
  for (const s of live) {
    const duty = onDuty(s, now)
    if (duty) return duty
  }
  if (toDo) return { title: t('home.t.confirm', { n: toDo }), note: t('home.t.confirm.note'), button: t('home.do.confirm'), route: 'volunteering.toDo' }
  const next = live.find(s => at(s.ends_at) > now)
  if (next) {
    const place = next.my_sign_up?.waiting_position
    const note = next.my_sign_up?.state === 'waiting' && place ? `${when(next, now)}。${t('home.t.wait', { n: place })}` : when(next, now)
    return { title: next.title, note, button: t('home.do.shift'), route: 'volunteering.shift', params: { id: next.id } }
  }
  if (membership.roles.some(r => r === 'staff' || r === 'lead')) return { title: t('home.t.staff'), note: t('home.t.staff.note'), button: t('home.do.staff'), route: 'desk.staff' }
  return { title: t('home.t.free'), note: t('home.t.free.note'), button: t('home.do.act'), route: 'act' }
}
