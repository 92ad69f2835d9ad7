/** Arrange a shift on an entry: by staff, or by the contact of the unit that took it on. */
import { useState } from 'react'
import { exactHours, localDay } from '@/core/format'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go, replace, useParams } from '@/core/nav'
import { productNow } from '@/core/now'
import { useMe } from '@/core/store'
import type { Entry } from '@/core/types'
import { claimsOf } from '@/services/claims'
import { employees, members } from '@/services/communities'
import { entry as loadEntry } from '@/services/lists'
import { openSeries, openShift } from '@/services/volunteering'
import { isWorkable } from '@/lists/parts/rules'
import { Btn, DateTime, Empty, Field, LoadedView, Picker, Rows, Screen, Section, Stack, Stepper, Toggle, Txt } from '@/ui'
import { toast } from '@/core/dialogs'
import { RepeatFields, RoleFields } from './parts'
import { asBody, faults, isPersonal, lacksInsurance, minutesOf, moveStart, PLACES_MAX, repeatOf, startForm, type ShiftForm } from './rules'
import '../parts/index.scss'

interface Person { id: string; name: string }
/** Whom I may name as leader: staff any member, a contact the people of their units. */
async function people(isStaff: boolean, unitIds: readonly string[]): Promise<Person[]> {
  if (isStaff) return (await members('verified')).items
  const pages = await Promise.all(unitIds.map(id => employees(id)))
  return pages.flatMap(p => p.items).filter(e => e.state === 'confirmed').map(e => e.member)
}

export default function OpenShiftPage() {
  const { entry_id = '', claim_id } = useParams<'entry_id' | 'claim_id'>()
  const { contactOf, isStaff } = useMe()
  const entry = useLoad(() => loadEntry(entry_id), [entry_id])
  const mine = useLoad(() => claimsOf(entry_id).then(p => p.items.find(c => c.state === 'accepted' && contactOf.some(u => u.id === c.actor.id))?.id), [entry_id], { skip: !!claim_id || isStaff || !contactOf.length })
  const e = entry.data
  if (e && isWorkable(e) && !lacksInsurance(e)) return <ShiftFormPage entry={e} claimId={claim_id ?? mine.data} />
  return (
    <Screen title={t('volunteering.open')}>
      <LoadedView of={entry} shape='detail'>{x => (lacksInsurance(x)
        ? <Empty text={t('volunteering.open.insurance')} action={{ text: t('volunteering.open.insurance.go'), onTap: () => go('lists.propose', { id: x.id }) }} />
        : <Empty text={t('volunteering.open.none')} action={{ text: t('volunteering.look'), onTap: () => go('lists.entry', { id: x.id }) }} />)}</LoadedView>
    </Screen>
  )
}

function ShiftFormPage({ entry, claimId }: { entry: Entry; claimId: string | undefined }) {
  const { membership, isStaff, contactOf } = useMe()
  const [form, setForm] = useState<ShiftForm>(() => startForm(entry, productNow()))
  const [tried, setTried] = useState(false)
  const set = (change: Partial<ShiftForm>) => setForm(was => ({ ...was, ...change }))
  const leaders = useLoad(() => people(isStaff, contactOf.map(u => u.id)), [isStaff])
  const send = useWrite(async () => {
    const body = asBody(entry, form, claimId), repeat = repeatOf(form.repeat)
    if (!repeat) return { id: (await openShift(body)).id, said: t('volunteering.open.done') }
    const made = await openSeries(body, repeat)
    return { id: made.first_shift_id, said: made.warning ?? t('activity.repeat.done', { n: made.shifts.length }) }
  }, { then: made => { toast(made.said); replace('volunteering.shift', { id: made.id }) } })
  const bad = tried ? faults(form, productNow()) : {}
  const minutes = minutesOf(form), today = localDay(productNow())
  function submit() {
    setTried(true)
    if (!Object.keys(faults(form, productNow())).length) send.run()
  }
  const others = (leaders.data ?? []).filter(p => p.id !== membership?.member_id)
  return (
    <Screen title={t('volunteering.open')} action={<Btn kind='main' wide busy={send.busy} onTap={submit}>{t('volunteering.open.send')}</Btn>}>
      <Txt as='h2' size={4} bold>{entry.title}</Txt>
      <Section>
        <DateTime required label={t('volunteering.open.start')} value={form.start} from={today} error={bad.start ?? send.fields.starts_at} onChange={start => setForm(f => moveStart(f, start))} />
        <DateTime required label={t('volunteering.open.end')} value={form.end} from={form.start.date || today} error={bad.end ?? send.fields.ends_at} onChange={end => set({ end })} />
        {minutes > 0 ? <Txt as='p' size={2} tone='ink2' className='v-lead'>{t('volunteering.open.length', { time: exactHours(minutes) })}</Txt> : null}
        <Stack gap={4}>
          <Stepper label={t('volunteering.open.places')} value={form.places} max={PLACES_MAX} unit={t('volunteering.open.person')} onChange={places => set({ places })} />
          <Field required label={t('volunteering.open.place')} value={form.place} max={100} error={bad.place ?? send.fields.place} onChange={place => set({ place })} />
        </Stack>
        <RepeatFields value={form.repeat} error={send.fields['repeat.until']} onChange={repeat => set({ repeat })} />
        <Picker required label={t('volunteering.open.leader')} help={t('volunteering.open.leader.help')} value={form.leader || 'me'} error={send.fields.leader_member_id ?? (send.error?.code === 'leader_unfit' ? send.error.words : undefined)}
          options={[{ value: 'me', text: t('volunteering.open.leader.me') }, ...others.map(p => ({ value: p.id, text: p.name }))]} onChange={v => set({ leader: v === 'me' ? '' : v })} />
        <Field label={t('volunteering.open.f.title')} help={t('volunteering.open.f.title.help')} value={form.title} max={60} placeholder={entry.title} error={send.fields.title} onChange={title => set({ title })} />
        <Field type='number' label={t('volunteering.open.age')} value={form.age} max={2} error={send.fields.age_min} onChange={age => set({ age: age.replace(/\D/g, '') })} />
        <RoleFields roles={form.roles} places={form.places} error={bad.roles ?? send.fields.roles} onChange={roles => set({ roles })} />
        <Stepper label={t('activity.cancelHours')} value={form.cancelHours} min={0} max={168} unit={t('activity.hour')} onChange={cancelHours => set({ cancelHours })} />
        {isPersonal(entry) ? <Rows><Toggle label={t('volunteering.open.for', { name: entry.proposer.name })} note={t('volunteering.open.for.note')} on={form.forProposer} onChange={forProposer => set({ forProposer })} /></Rows> : null}
      </Section>
    </Screen>
  )
}
