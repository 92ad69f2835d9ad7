/** How a shift repeats, and its roles: each asks more only once it is wanted. */
import { useState } from 'react'
import { t } from '@/core/i18n'
import type { NewRole } from '@/core/types'
import { Btn, Box, Check, Choice, Field, Row, Rows, Section, Sheet, Stack, Stepper, Toggle, Txt } from '@/ui'
import { ROLES_MAX, roleRest, SHIFTS_MAX, type RepeatForm } from './rules'

const DAYS = [0, 1, 2, 3, 4, 5, 6] as const
export function RepeatFields({ value: f, error, onChange }: { value: RepeatForm; error?: string; onChange(f: RepeatForm): void }) {
  const set = (change: Partial<RepeatForm>) => onChange({ ...f, ...change })
  const toggle = (day: number) => set({ weekdays: f.weekdays.includes(day) ? f.weekdays.filter(d => d !== day) : [...f.weekdays, day] })
  return (
    <>
      <Choice<RepeatForm['every']> inline label={t('activity.repeat')} value={f.every} error={error} options={[{ value: 'none', text: t('activity.repeat.none') }, { value: 'week', text: t('activity.repeat.week') }, { value: 'day', text: t('activity.repeat.day') }]} onChange={every => set({ every })} />
      {f.every === 'none' ? null : (
        <Stack gap={3}>
          {f.every === 'week' ? <Box className='v-days' role='group' label={t('activity.repeat.days')}>{DAYS.map(d => <Check key={d} label={t(`activity.weekday.${d}`)} on={f.weekdays.includes(d)} onChange={() => toggle(d)} />)}</Box> : null}
          <Stepper label={t(f.every === 'week' ? 'activity.repeat.interval.week' : 'activity.repeat.interval.day')} value={f.interval} max={12} unit={t(f.every === 'week' ? 'activity.repeat.weeks' : 'activity.repeat.dayUnit')} onChange={interval => set({ interval })} />
          <Stepper label={t('activity.repeat.times')} value={f.times} min={2} max={SHIFTS_MAX} unit={t('activity.repeat.session')} onChange={times => set({ times })} />
          <Rows><Toggle label={t('activity.repeat.skip')} note={t('activity.repeat.skip.note')} on={f.skip} onChange={skip => set({ skip })} /></Rows>
        </Stack>
      )}
    </>
  )
}

export function RoleFields({ roles, places, error, onChange }: { roles: readonly NewRole[]; places: number; error?: string; onChange(roles: readonly NewRole[]): void }) {
  const [at, setAt] = useState<number>()
  const rest = roleRest({ roles, places })
  const put = (role: NewRole) => { onChange(at === undefined || at >= roles.length ? [...roles, role] : roles.map((r, i) => (i === at ? role : r))); setAt(undefined) }
  return (
    <Section title={t('activity.roles')} note={roles.length ? (rest > 0 ? t('activity.role.rest', { n: rest }) : undefined) : t('activity.role.about')}>
      {roles.length ? <Rows>{roles.map((r, i) => <Row key={r.name} title={r.name} note={r.qualification ? t('activity.role.needs', { what: r.qualification }) : r.skill} value={`${r.places} ${t('volunteering.open.person')}`} onTap={() => setAt(i)} />)}</Rows> : null}
      {error ? <Box role='alert'><Txt as='p' tone='danger'>{error}</Txt></Box> : null}
      {roles.length < ROLES_MAX ? <Btn onTap={() => setAt(roles.length)}>{t('activity.role.add')}</Btn> : null}
      {at !== undefined ? <RoleSheet key={at} role={roles[at]} onClose={() => setAt(undefined)} onPut={put} onTake={() => { onChange(roles.filter((_, i) => i !== at)); setAt(undefined) }} /> : null}
    </Section>
  )
}

function RoleSheet({ role, onClose, onPut, onTake }: { role?: NewRole; onClose(): void; onPut(r: NewRole): void; onTake(): void }) {
  const [name, setName] = useState(role?.name ?? ''), [places, setPlaces] = useState(role?.places ?? 1), [skill, setSkill] = useState(role?.skill ?? '')
  const [what, setWhat] = useState(role?.qualification ?? ''), [age, setAge] = useState(role?.age_min ? String(role.age_min) : ''), [tried, setTried] = useState(false)
  function put() {
    setTried(true)
    if (name.trim()) onPut({ name: name.trim(), places, ...(skill.trim() ? { skill: skill.trim() } : {}), ...(what.trim() ? { qualification: what.trim() } : {}), ...(age ? { age_min: Number(age) } : {}) })
  }
  return (
    <Sheet open title={t('activity.role.add')} closeLabel={t('ui.close')} onClose={onClose} foot={<Btn kind='main' wide onTap={put}>{t('activity.group.add')}</Btn>}>
      <Stack gap={4}>
        <Field required label={t('activity.role.name')} value={name} max={20} error={tried && !name.trim() ? t('activity.role.bad') : undefined} onChange={setName} />
        <Stepper label={t('activity.role.places')} value={places} max={200} unit={t('volunteering.open.person')} onChange={setPlaces} />
        <Field label={t('activity.role.skill')} value={skill} max={60} onChange={setSkill} />
        <Field label={t('activity.role.qualification')} help={t('activity.role.qualification.help')} value={what} max={40} onChange={setWhat} />
        <Field type='number' label={t('activity.role.minAge')} value={age} max={2} onChange={v => setAge(v.replace(/\D/g, ''))} />
        {role ? <Btn kind='danger' wide onTap={onTake}>{t('activity.role.take')}</Btn> : null}
      </Stack>
    </Sheet>
  )
}
