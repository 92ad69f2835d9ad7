/** One shift whole, and what I can do on it: sign up or queue, cancel, check in and out, lead. */
import { useState, type ReactNode } from 'react'
import { clock, dateTime, span } from '@/core/format'
import { ask, toast } from '@/core/dialogs'
import { useLoad, useWrite, type Loaded } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { productNow } from '@/core/now'
import { useMe } from '@/core/store'
import type { Shift, SignUp, SignUpOptions } from '@/core/types'
import { askForReminders } from '@/services/inbox'
import { cancelShift, cancelSignUp, declinePlace, shift as loadShift, signUp, signUpOptions, signUpsOf } from '@/services/volunteering'
import { Area, Box, Btn, Card, Check, Chip, Choice, Facts, Figure, Line, LoadedView, Row, Rows, Section, Sheet, Stack, Txt } from '@/ui'
import { isInvited, isLate, isPlain, mineNote, standingDay, wardStep, wardsOf } from './activity'
import { Asked } from './Asked'
import { JoinSheet } from './JoinSheet'
import { PersonSheet } from './PersonSheet'
import { badgeOf, checkStep, clashOf, isOver, near, stepOf } from './rules'
import { useTick } from '@/core/tick'

/** The shift and the writes on it, shared by the page's middle and its foot. */
export function useShift(id: string) {
  const load = useLoad(() => loadShift(id), [id], { keep: 'shift:' + id })
  const [accepted, setAccepted] = useState(false), [tried, setTried] = useState(false)
  const { verified } = useMe()
  const options = useLoad(() => signUpOptions(id), [id], { skip: !verified })
  const [sheet, setSheet] = useState<'join' | 'accept'>(), [leaving, setLeaving] = useState<SignUp>()
  useTick(20)
  const again = () => { load.reload(); options.reload() }
  const join = useWrite((risks: boolean) => signUp(id, risks ? { accept_risks: true } : {}), { done: joined, then: again })
  const cancel = useWrite((signUpId: string, note?: string) => cancelSignUp(signUpId, note), { done: t('volunteering.cancelDone'), then: () => { setLeaving(undefined); again() } })
  const decline = useWrite((signUpId: string) => declinePlace(signUpId), { done: t('activity.declined'), then: again })
  async function tapJoin(s: Shift) {
    if (!isPlain(s, options.data)) { if (options.data) setSheet('join'); else options.reload(); return }
    const asked = s.risks.length > 0 || s.dangerous
    setTried(true)
    if (asked && !accepted) { toast(t('volunteering.risks.bad'), 'danger'); return }
    // What the reminders come to changes nothing about the place on the shift.
    if (await join.run(asked)) await askForReminders().catch(() => undefined)
  }
  async function tapCancel(u: SignUp) {
    if (isLate(u, productNow())) { setLeaving(u); return }
    if (await ask({ title: t('volunteering.cancel.ask'), text: t('volunteering.cancel.text'), yes: t('volunteering.cancel'), danger: true })) cancel.run(u.id)
  }
  async function tapDecline(u: SignUp) {
    if (await ask({ title: t('activity.decline'), text: t('volunteering.cancel.text'), yes: t('activity.decline'), danger: true })) decline.run(u.id)
  }
  return { load, options, accepted, setAccepted, tried, join, cancel, decline, sheet, setSheet, leaving, setLeaving, again, tapJoin, tapCancel, tapDecline }
}
function joined(s: SignUp) {
  if (s.state === 'invited') return t('activity.joined.invited')
  if (s.asked?.as === 'leader' && !s.asked.answered_at) return t('activity.joined.leader')
  return s.state === 'waiting' ? t('volunteering.queued', { n: s.waiting_position ?? 1 }) : t('volunteering.signedUp')
}
export type ShiftControl = ReturnType<typeof useShift>

export function ShiftAction({ shift: s, of }: { shift: Shift; of: ShiftControl }) {
  const { verified } = useMe()
  const step = stepOf(s, productNow()), check = checkStep(s, productNow())
  if (isInvited(s.my_sign_up)) return <Btn kind='main' wide onTap={() => of.setSheet('accept')}>{t('activity.accept')}</Btn>
  if (!verified) return step === 'join' || step === 'queue' ? <Btn kind='main' wide onTap={() => go('join')}>{t('volunteering.join')}</Btn> : null
  switch (step) {
    case 'join': case 'queue': return <Btn kind={s.i_lead ? 'plain' : 'main'} wide busy={of.join.busy || (of.options.loading && !of.options.data)} onTap={() => of.tapJoin(s)}>{t(s.i_lead ? 'volunteering.signUp.lead' : step === 'join' ? 'volunteering.signUp' : 'volunteering.queue')}</Btn>
    case 'in': case 'out': return <Btn kind='main' wide onTap={() => go('volunteering.checkIn', { id: s.id })}>{t(`volunteering.do.${step}`)}</Btn>
    case 'code': return (
      <>
        {check ? <Btn wide onTap={() => go('volunteering.checkIn', { id: s.id })}>{t(`volunteering.do.${check}`)}</Btn> : null}
        <Btn kind='main' wide onTap={() => go('volunteering.shiftCode', { id: s.id })}>{t('volunteering.do.code')}</Btn>
      </>
    )
    case 'record': return <Btn wide onTap={() => go('volunteering.record', { id: s.my_record!.id })}>{t('volunteering.do.record')}</Btn>
    default: return null
  }
}
export function hasStep(s: Shift): boolean { return isInvited(s.my_sign_up) || stepOf(s, productNow()) !== 'none' }

export function ShiftView({ shift: s, of }: { shift: Shift; of: ShiftControl }) {
  const { verified, isStaff } = useMe()
  const now = productNow(), badge = badgeOf(s, now), step = stepOf(s, now)
  const joining = step === 'join' || step === 'queue', plain = isPlain(s, of.options.data)
  const coming = s.state === 'open' && now < Date.parse(s.starts_at)
  const invited = isInvited(s.my_sign_up) ? s.my_sign_up : null
  const asked = of.options.data ? <Asked shift={s} options={of.options.data} onDone={of.again} onCancel={of.tapCancel} /> : null
  // On site with a child the code comes before everything else.
  const due = wardsOf(of.options.data).some(u => wardStep(s, u, now))
  return (
    <>
      {invited ? <Box className='v-lead'><Mine signUp={invited} of={of} /></Box> : null}
      <Stack gap={3}>
        <Line><Chip tone={badge.tone}>{badge.text}</Chip><Txt size={2} tone='ink2'>{s.category_name}</Txt></Line>
        <Txt as='h2' size={4} bold>{s.title}</Txt>
        <Card><Facts items={[
          [t('volunteering.when'), <Txt key='w' bold>{span(s.starts_at, s.ends_at, now)}</Txt>], [t('volunteering.place'), s.place], [t('volunteering.leader'), s.leader.name],
          s.unit && [t('volunteering.unit'), s.unit.name], s.age_min ? [t('volunteering.age'), t('volunteering.age.n', { n: s.age_min })] : null,
          s.my_sign_up || s.i_lead ? [t('volunteering.checkTime'), t('volunteering.checkTime.v', { from: near(s.check_in_from, now), until: clock(s.check_in_until) })] : null,
        ]} /></Card>
      </Stack>
      <Refused of={of} />
      {due ? asked : null}
      {invited ? null : s.my_sign_up && s.my_sign_up.state !== 'cancelled' ? <Mine signUp={s.my_sign_up} of={of} /> : joining ? <><Places shift={s} />{of.options.data ? <Standing options={of.options.data} /> : null}</> : null}
      {due ? null : asked}
      {s.roles.length ? <Roles shift={s} /> : null}
      {s.state === 'cancelled' ? <Said text={t('volunteering.off')} /> : isOver(s, now) ? <Said text={t('volunteering.over')} /> : !joining && !s.my_sign_up && !s.i_lead ? <Said text={t('volunteering.started')} /> : null}
      {s.risks.length || s.dangerous ? <Risks shift={s} of={of} asking={joining && verified && plain} /> : null}
      {joining && !verified ? <Said text={t('volunteering.notMember')} /> : null}
      {coming && verified && !s.is_private ? <Section><Rows><Row title={t('activity.group')} note={t('activity.group.note')} onTap={() => go('volunteering.group', { id: s.id })} /></Rows></Section> : null}
      {joining && verified && !isStaff && !s.is_private ? <Section><Rows><Row title={t('matching.person.need')} note={t('matching.person.need.note')} onTap={() => go('matching.mine', { view: 'asked', shift_id: s.id })} /></Rows></Section> : null}
      {s.entry ? <Section><Rows><Row title={s.entry.title} note={`${t('volunteering.of')} ${s.entry.number}`} onTap={() => go('lists.entry', { id: s.entry!.id })} /></Rows></Section> : null}
      {s.i_lead || isStaff ? <People shift={s} /> : null}
      {s.moves.some(m => m.move === 'cancel') ? <CancelShift shift={s} of={of.load} /> : null}
      {of.sheet && of.options.data ? <JoinSheet shift={s} options={of.options.data} invited={of.sheet === 'accept' ? s.my_sign_up ?? undefined : undefined} onClose={() => of.setSheet(undefined)} onDone={u => { of.setSheet(undefined); toast(of.sheet === 'accept' ? t('activity.accepted') : joined(u)); of.again(); askForReminders().catch(() => undefined) }} /> : null}
      {of.leaving ? <LeaveSheet signUp={of.leaving} of={of} /> : null}
    </>
  )
}

function Roles({ shift: s }: { shift: Shift }) {
  return (
    <Section title={t('activity.roles')}><Rows>{s.roles.map(r => (
      <Row key={r.id} title={r.name} note={[r.skill, r.qualification && t('activity.role.needs', { what: r.qualification }), r.age_min ? t('activity.role.age', { n: r.age_min }) : ''].filter(Boolean).join('，') || undefined}
        value={<Chip tone={r.places_left ? 'pine' : 'warn'}>{r.places_left ? t('activity.role.left', { n: r.places_left }) : t('activity.role.full')}</Chip>} />
    ))}</Rows></Section>
  )
}

/** Promises not kept, told plainly to whom they concern, with the way out. */
function Standing({ options: o }: { options: SignUpOptions }) {
  const { strikes, strikes_max, days, asked_until } = o.standing
  if (!strikes && !asked_until) return null
  if (!asked_until) return <Txt as='p' size={2} tone='ink2' className='v-gap'>{t('activity.standing.some', { n: strikes, days, max: strikes_max })}</Txt>
  return <Box className='v-gap'><Card><Txt as='p' bold tone='warn'>{t('activity.standing', { n: strikes, days })}</Txt><Txt as='p'>{t('activity.standing.text', { day: standingDay(o) })}</Txt></Card></Box>
}

function LeaveSheet({ signUp: u, of }: { signUp: SignUp; of: ShiftControl }) {
  const [note, setNote] = useState(''), [tried, setTried] = useState(false)
  const send = () => { setTried(true); if (note.trim()) of.cancel.run(u.id, note.trim()) }
  return (
    <Sheet open title={t('volunteering.cancel.ask')} closeLabel={t('ui.close')} onClose={() => of.setLeaving(undefined)} foot={<Btn kind='danger' wide busy={of.cancel.busy} onTap={send}>{t('volunteering.cancel')}</Btn>}>
      <Stack gap={3}>
        <Txt as='p'>{t('activity.free.over')}</Txt>
        <Area required label={t('activity.cancel.why')} help={t('activity.cancel.help')} value={note} max={200} error={of.cancel.fields.note ?? (tried && !note.trim() ? t('volunteering.note.need') : undefined)} onChange={setNote} />
      </Stack>
    </Sheet>
  )
}
const Said = ({ text }: { text: string }) => <Txt as='p' tone='ink2' className='v-gap'>{text}</Txt>

function Places({ shift: s }: { shift: Shift }) {
  if (s.places_left > 0) return <Section><Card><Figure value={t('volunteering.places.left', { n: s.places_left })} tone='pine' /><Txt as='p' size={2} tone='ink2'>{`${t('volunteering.places.of', { n: s.places })}。${s.cancel_hours ? t('activity.free', { n: s.cancel_hours }) : t('activity.free.any')}`}</Txt></Card></Section>
  return (
    <Section><Card>
      <Figure value={t('volunteering.places.full')} tone='warn' />
      <Txt as='p'>{s.waiting ? t('volunteering.places.queue', { n: s.waiting, next: s.waiting + 1 }) : t('volunteering.places.first')}</Txt>
    </Card></Section>
  )
}

function Mine({ signUp: u, of }: { signUp: SignUp; of: ShiftControl }) {
  const now = productNow(), may = u.moves.some(m => m.move === 'cancel'), invited = isInvited(u)
  const said = invited ? { title: t('activity.invited', { name: u.invited_by?.name ?? '' }), text: t('activity.invited.text', { time: near(u.asked?.answer_by ?? u.starts_at, now) }), tone: 'ok' as const } : mineNote(u, now)
  return (
    <Section><Card><Stack gap={2}>
      <Txt as='p' bold tone={said.tone}>{said.title}</Txt>
      {u.role || u.for_unit ? <Txt as='p'>{[u.role?.name, u.for_unit && t('activity.unit.of', { name: u.for_unit.name })].filter(Boolean).join(' · ')}</Txt> : null}
      {said.text && (may || invited) ? <Txt as='p' size={2} tone='ink2'>{said.text}</Txt> : null}
      {u.qualification && !u.qualification.is_confirmed ? <Txt as='p' size={2} tone='warn'>{t('activity.moves.unconfirmed')}</Txt> : null}
      {invited ? <Line><Btn kind='plain' busy={of.decline.busy} onTap={() => of.tapDecline(u)}>{t('activity.decline')}</Btn></Line>
        : may ? <Line><Btn kind='danger' busy={of.cancel.busy} onTap={() => of.tapCancel(u)}>{t('volunteering.cancel')}</Btn></Line> : null}
    </Stack></Card></Section>
  )
}

/** A refusal that there is something to do about, said where it can be read in peace. */
function Refused({ of }: { of: ShiftControl }) {
  const e = of.join.error, clash = clashOf(e)
  if (!e || e.offline) return null
  if (clash) {
    return (
      <Box role='alert' className='v-gap'><Card className='v-clash'><Stack gap={2}>
        <Txt as='p' bold tone='danger'>{t('volunteering.clash', { title: clash.title })}</Txt>
        <Txt as='p'>{t('volunteering.clash.text')}</Txt>
        <Line><Btn onTap={() => go('volunteering.shift', { id: clash.id })}>{t('volunteering.clash.go')}</Btn></Line>
      </Stack></Card></Box>
    )
  }
  const age = e.code === 'too_young' && typeof e.problem.age_min === 'number' ? t('volunteering.young', { n: e.problem.age_min }) : ''
  return <Box role='alert' className='v-gap'><Card className='v-clash'><Txt as='p' bold tone='danger'>{t('volunteering.refused')}</Txt><Txt as='p'>{age || e.words}</Txt></Card></Box>
}

function Risks({ shift: s, of, asking }: { shift: Shift; of: ShiftControl; asking: boolean }) {
  return (
    <Section title={t('volunteering.risks')} note={s.dangerous ? t('volunteering.dangerous') : t('volunteering.risks.note')}>
      {s.risks.length ? <Rows>{s.risks.map(r => <Row key={r} title={r} />)}</Rows> : null}
      {asking ? <Check label={t('volunteering.risks.accept')} on={of.accepted} error={of.tried && !of.accepted ? t('volunteering.risks.bad') : undefined} onChange={of.setAccepted} /> : null}
    </Section>
  )
}

function People({ shift: s }: { shift: Shift }) {
  const load = useLoad(() => signUpsOf(s.id), [s.id, s.places_left, s.waiting])
  const [open, setOpen] = useState<SignUp>()
  return (
    <Section title={t('volunteering.people')} aside={load.data ? `${load.data.length}` : undefined}>
      <LoadedView of={load}>{items => (items.length ? <SignUpRows items={items} onTap={setOpen} /> : <Txt as='p' tone='ink2'>{t('volunteering.people.none')}</Txt>)}</LoadedView>
      {open ? <PersonSheet of={open} onClose={() => setOpen(undefined)} onDone={() => { setOpen(undefined); load.reload() }} /> : null}
    </Section>
  )
}
const TONE = { invited: 'warn', signed_up: 'ink2', waiting: 'warn', cancelled: 'ink2', checked_in: 'ok', checked_out: 'record', no_show: 'danger' } as const
const canAct = (u: SignUp) => !!u.qualification || !!u.cancel_reason || !!u.excuse_reason || u.moves.some(m => m.move !== 'cancel')
const besideName = (u: SignUp) => [u.role?.name, u.qualification && !u.qualification.is_confirmed ? t('activity.moves.unconfirmed') : '', u.is_excused ? t('activity.moves.excused') : ''].filter(Boolean).join(' · ') || undefined
export const SignUpRows = ({ items, onTap, beside }: { items: readonly SignUp[]; onTap?(u: SignUp): void; beside?(u: SignUp): ReactNode }) => (
  <Rows>{items.map(u => <Row key={u.id} title={u.member.name} note={besideName(u)} onTap={onTap && canAct(u) ? () => onTap(u) : undefined} value={<Line><Chip tone={TONE[u.state]}>{u.state === 'waiting' && u.waiting_position ? `${u.state_name} ${u.waiting_position}` : u.state_name}</Chip>{beside?.(u)}</Line>} />)}</Rows>
)

function CancelShift({ shift: s, of }: { shift: Shift; of: Loaded<Shift> }) {
  const [open, setOpen] = useState(false), [note, setNote] = useState(''), [tried, setTried] = useState(false)
  const [which, setWhich] = useState<'one' | 'all'>('one')
  const write = useWrite(() => cancelShift(s.id, note.trim(), which === 'all'), { done: t('volunteering.shift.cancel.done'), then: r => { setOpen(false); of.set(r) } })
  const send = () => { setTried(true); if (note.trim()) write.run() }
  return (
    <Section>
      <Btn kind='danger' wide onTap={() => setOpen(true)}>{t('volunteering.shift.cancel')}</Btn>
      <Sheet open={open} title={t('volunteering.shift.cancel')} closeLabel={t('ui.close')} onClose={() => setOpen(false)} foot={<Btn kind='danger' wide busy={write.busy} onTap={send}>{t('volunteering.shift.cancel')}</Btn>}>
        <Txt as='p' tone='ink2'>{`${s.title} · ${dateTime(s.starts_at)}`}</Txt>
        {s.series_id ? <Choice<'one' | 'all'> required label={t('activity.series.which')} value={which} options={[{ value: 'one', text: t('activity.series.one') }, { value: 'all', text: t('activity.series.all') }]} onChange={setWhich} /> : null}
        <Area required label={t('volunteering.shift.cancel.why')} help={t('volunteering.shift.cancel.help')} value={note} max={500} error={write.fields.note ?? (tried && !note.trim() ? t('volunteering.note.need') : undefined)} onChange={setNote} />
      </Sheet>
    </Section>
  )
}

/** Beside a list on a wide screen. */
export function ShiftBeside({ id }: { id: string }) {
  const of = useShift(id)
  return <LoadedView of={of.load} shape='detail'>{s => <><ShiftView shift={s} of={of} />{hasStep(s) ? <Box className='v-beside'><ShiftAction shift={s} of={of} /></Box> : null}</>}</LoadedView>
}
