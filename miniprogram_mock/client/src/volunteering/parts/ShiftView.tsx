/** One shift whole, and what I can do on it: sign up or queue, cancel, check in and out, lead. */
import { useState } from 'react'
import { clock, dateTime, span } from '@/core/format'
import { ask, toast } from '@/core/dialogs'
import { useLoad, useWrite, type Loaded } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { productNow } from '@/core/now'
import { useMe } from '@/core/store'
import type { Shift, SignUp } from '@/core/types'
import { askForReminders } from '@/services/inbox'
import { cancelShift, cancelSignUp, shift as loadShift, signUp, signUpsOf } from '@/services/volunteering'
import { Area, Box, Btn, Card, Check, Chip, Facts, Figure, Line, LoadedView, Row, Rows, Section, Sheet, Stack, Txt } from '@/ui'
import { badgeOf, checkStep, clashOf, isOver, near, stepOf } from './rules'
import { useTick } from '@/core/tick'

/** The shift and the writes on it, shared by the page's middle and its foot. */
export function useShift(id: string) {
  const load = useLoad(() => loadShift(id), [id], { keep: 'shift:' + id })
  const [accepted, setAccepted] = useState(false), [tried, setTried] = useState(false)
  useTick(20)
  const join = useWrite((risks: boolean) => signUp(id, risks), {
    done: s => (s.state === 'waiting' ? t('volunteering.queued', { n: s.waiting_position ?? 1 }) : t('volunteering.signedUp')), then: () => { load.reload() },
  })
  const cancel = useWrite((signUpId: string) => cancelSignUp(signUpId), { done: t('volunteering.cancelDone'), then: () => { load.reload() } })
  async function tapJoin(s: Shift) {
    const asked = s.risks.length > 0 || s.dangerous
    setTried(true)
    if (asked && !accepted) { toast(t('volunteering.risks.bad'), 'danger'); return }
    // What the reminders come to changes nothing about the place on the shift.
    if (await join.run(asked)) await askForReminders().catch(() => undefined)
  }
  async function tapCancel(signUpId: string) {
    if (await ask({ title: t('volunteering.cancel.ask'), text: t('volunteering.cancel.text'), yes: t('volunteering.cancel'), danger: true })) cancel.run(signUpId)
  }
  return { load, accepted, setAccepted, tried, join, cancel, tapJoin, tapCancel }
}
export type ShiftControl = ReturnType<typeof useShift>

export function ShiftAction({ shift: s, of }: { shift: Shift; of: ShiftControl }) {
  const { verified } = useMe()
  const step = stepOf(s, productNow()), check = checkStep(s, productNow())
  if (!verified) return step === 'join' || step === 'queue' ? <Btn kind='main' wide onTap={() => go('join')}>{t('volunteering.join')}</Btn> : null
  switch (step) {
    case 'join': case 'queue': return <Btn kind={s.i_lead ? 'plain' : 'main'} wide busy={of.join.busy} onTap={() => of.tapJoin(s)}>{t(s.i_lead ? 'volunteering.signUp.lead' : step === 'join' ? 'volunteering.signUp' : 'volunteering.queue')}</Btn>
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
export function hasStep(s: Shift): boolean { return stepOf(s, productNow()) !== 'none' }

export function ShiftView({ shift: s, of }: { shift: Shift; of: ShiftControl }) {
  const { verified, isStaff } = useMe()
  const now = productNow(), badge = badgeOf(s, now), step = stepOf(s, now)
  const joining = step === 'join' || step === 'queue'
  return (
    <>
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
      {s.my_sign_up && s.my_sign_up.state !== 'cancelled' ? <Mine signUp={s.my_sign_up} of={of} /> : joining ? <Places shift={s} /> : null}
      {s.state === 'cancelled' ? <Said text={t('volunteering.off')} /> : isOver(s, now) ? <Said text={t('volunteering.over')} /> : !joining && !s.my_sign_up && !s.i_lead ? <Said text={t('volunteering.started')} /> : null}
      {s.risks.length || s.dangerous ? <Risks shift={s} of={of} asking={joining && verified} /> : null}
      {joining && !verified ? <Said text={t('volunteering.notMember')} /> : null}
      {s.entry ? <Section><Rows><Row title={s.entry.title} note={`${t('volunteering.of')} ${s.entry.number}`} onTap={() => go('lists.entry', { id: s.entry!.id })} /></Rows></Section> : null}
      {s.i_lead || isStaff ? <People shift={s} /> : null}
      {s.moves.some(m => m.move === 'cancel') ? <CancelShift shift={s} of={of.load} /> : null}
    </>
  )
}
const Said = ({ text }: { text: string }) => <Txt as='p' tone='ink2' className='v-gap'>{text}</Txt>

function Places({ shift: s }: { shift: Shift }) {
  if (s.places_left > 0) return <Section><Card><Figure value={t('volunteering.places.left', { n: s.places_left })} tone='pine' /><Txt as='p' size={2} tone='ink2'>{t('volunteering.places.of', { n: s.places })}</Txt></Card></Section>
  return (
    <Section><Card>
      <Figure value={t('volunteering.places.full')} tone='warn' />
      <Txt as='p'>{s.waiting ? t('volunteering.places.queue', { n: s.waiting, next: s.waiting + 1 }) : t('volunteering.places.first')}</Txt>
    </Card></Section>
  )
}

function Mine({ signUp: u, of }: { signUp: SignUp; of: ShiftControl }) {
  const waiting = u.state === 'waiting', mine = waiting || u.state === 'signed_up'
  const may = u.moves.some(m => m.move === 'cancel')
  return (
    <Section><Card><Stack gap={2}>
      <Txt as='p' bold tone={waiting ? 'warn' : 'ok'}>{waiting ? t('volunteering.wait.card', { n: u.waiting_position ?? 1 }) : u.state === 'signed_up' ? t('volunteering.in.card') : u.state_name}</Txt>
      {mine && may ? <Txt as='p' size={2} tone='ink2'>{t(waiting ? 'volunteering.wait.note' : 'volunteering.in.note')}</Txt> : null}
      {may ? <Line><Btn kind='danger' busy={of.cancel.busy} onTap={() => of.tapCancel(u.id)}>{t('volunteering.cancel')}</Btn></Line> : null}
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
  return (
    <Section title={t('volunteering.people')} aside={load.data ? `${load.data.length}` : undefined}>
      <LoadedView of={load}>{items => (items.length ? <SignUpRows items={items} /> : <Txt as='p' tone='ink2'>{t('volunteering.people.none')}</Txt>)}</LoadedView>
    </Section>
  )
}
const TONE = { signed_up: 'ink2', waiting: 'warn', cancelled: 'ink2', checked_in: 'ok', checked_out: 'record', no_show: 'danger' } as const
export const SignUpRows = ({ items }: { items: readonly SignUp[] }) => (
  <Rows>{items.map(u => <Row key={u.id} title={u.member.name} value={<Chip tone={TONE[u.state]}>{u.state === 'waiting' && u.waiting_position ? `${u.state_name} ${u.waiting_position}` : u.state_name}</Chip>} />)}</Rows>
)

function CancelShift({ shift: s, of }: { shift: Shift; of: Loaded<Shift> }) {
  const [open, setOpen] = useState(false), [note, setNote] = useState(''), [tried, setTried] = useState(false)
  const write = useWrite(() => cancelShift(s.id, note.trim()), { done: t('volunteering.shift.cancel.done'), then: r => { setOpen(false); of.set(r) } })
  const send = () => { setTried(true); if (note.trim()) write.run() }
  return (
    <Section>
      <Btn kind='danger' wide onTap={() => setOpen(true)}>{t('volunteering.shift.cancel')}</Btn>
      <Sheet open={open} title={t('volunteering.shift.cancel')} closeLabel={t('ui.close')} onClose={() => setOpen(false)} foot={<Btn kind='danger' wide busy={write.busy} onTap={send}>{t('volunteering.shift.cancel')}</Btn>}>
        <Txt as='p' tone='ink2'>{`${s.title} · ${dateTime(s.starts_at)}`}</Txt>
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
