/** How many live here and who was elected for which buildings: what the rolls of residents' meetings are made of. */
import { useState } from 'react'
import { plainDay } from '@/core/format'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import type { Named, ResidentGroup, ResidentGroups } from '@/core/types'
import { groups, saveGroup, saveRegister } from '@/services/meetings'
import { Box, Btn, Card, DateField, Field, LoadedView, Many, MemberField, Row, Rows, Screen, Section, Sheet, Stack, Txt } from '@/ui'
import { asGroup, asRegister, ELECTED_MAX, formOf, groupFaults, registerFaults, registerOf } from './form'
import '../parts/index.scss'

export default function GroupsPage() {
  const all = useLoad(groups, [])
  const [editing, setEditing] = useState<ResidentGroup | 'new'>(), [counts, setCounts] = useState(false)
  const done = (r: ResidentGroups) => { all.set(r); setEditing(undefined); setCounts(false) }
  return (
    <Screen title={t('meetings.groups')} action={all.data?.may_keep ? <Btn kind='main' wide onTap={() => setEditing('new')}>{t('meetings.groups.new')}</Btn> : undefined}>
      <LoadedView of={all} shape='detail'>{r => (
        <>
          <Section title={t('meetings.register')}>
            <Card><Stack gap={2}>
              {r.register ? <><Txt as='p' size={4} bold num>{t('meetings.register.n', { adults: r.register.adults, households: r.register.households })}</Txt><Txt as='p' size={2} tone='ink2'>{t('meetings.register.as', { day: plainDay(r.register.as_of), source: r.register.source })}</Txt></> : <Txt as='p'>{t('meetings.register.none')}</Txt>}
              {r.may_keep ? <Box><Btn onTap={() => setCounts(true)}>{t('meetings.register.set')}</Btn></Box> : null}
            </Stack></Card>
          </Section>
          <Section title={t('meetings.groups.title')}>
            {r.items.length ? <Rows>{r.items.map(g => <Row key={g.id} title={g.name} onTap={r.may_keep ? () => setEditing(g) : undefined}
              note={<>{g.buildings.join('、') || t('meetings.groups.nowhere')}<Txt size={2} tone={g.representatives.length ? 'ink2' : 'warn'} className='block'>{g.representatives.length ? t('meetings.groups.elected', { names: g.representatives.map(m => m.name).join('、') }) : t('meetings.groups.nobody')}</Txt></>} />)}</Rows> : <Txt as='p' tone='ink2'>{t('meetings.groups.none')}</Txt>}
            {r.loose_buildings.length ? <Txt as='p' size={2} tone='ink2' className='k-gap'>{t('meetings.groups.loose', { names: r.loose_buildings.join('、') })}</Txt> : null}
          </Section>
          {editing ? <GroupSheet of={editing === 'new' ? undefined : editing} all={r} onClose={() => setEditing(undefined)} onDone={done} /> : null}
          {counts ? <RegisterSheet all={r} onClose={() => setCounts(false)} onDone={done} /> : null}
        </>
      )}</LoadedView>
    </Screen>
  )
}

interface Part { all: ResidentGroups; onClose(): void; onDone(r: ResidentGroups): void }
function RegisterSheet({ all, onClose, onDone }: Part) {
  const [f, setForm] = useState(() => registerOf(all.register)), [tried, setTried] = useState(false)
  const write = useWrite(() => saveRegister(asRegister(f)), { done: t('meetings.saved'), then: onDone })
  const bad = registerFaults(f), set = (change: Partial<typeof f>) => setForm(x => ({ ...x, ...change }))
  const fault = (k: keyof typeof f) => (tried && bad[k] ? t(`meetings.register.bad.${k}`) : write.fields[k])
  return (
    <Sheet open title={t('meetings.register')} closeLabel={t('ui.close')} onClose={onClose} foot={<Btn kind='main' wide busy={write.busy} onTap={() => { setTried(true); if (!Object.keys(bad).length) write.run() }}>{t('meetings.save')}</Btn>}>
      <Txt as='p' size={2} tone='ink2'>{t('meetings.register.why')}</Txt>
      <Field required type='number' label={t('meetings.register.adults')} value={f.adults} max={7} error={fault('adults')} onChange={adults => set({ adults })} />
      <Field required type='number' label={t('meetings.register.households')} value={f.households} max={7} error={fault('households')} onChange={households => set({ households })} />
      <DateField required label={t('meetings.register.as_of')} value={f.as_of} error={fault('as_of')} onChange={as_of => set({ as_of })} />
      <Field required label={t('meetings.register.source')} help={t('meetings.register.source.help')} value={f.source} max={100} error={fault('source')} onChange={source => set({ source })} />
    </Sheet>
  )
}

/** A group as a whole: name, buildings, leader, and two or three who were elected. */
function GroupSheet({ of, all, onClose, onDone }: Part & { of?: ResidentGroup }) {
  const [f, setForm] = useState(() => formOf(of)), [tried, setTried] = useState(false)
  const write = useWrite(() => saveGroup(of?.id, asGroup(f)), { done: t('meetings.saved'), then: onDone })
  const bad = groupFaults(f), set = (change: Partial<typeof f>) => setForm(x => ({ ...x, ...change }))
  const free = [...new Set([...(of?.buildings ?? []), ...all.loose_buildings])].sort()
  const elect = (i: number, m: Named) => set({ elected: [...f.elected.slice(0, i), m, ...f.elected.slice(i + 1)] })
  const error = tried && bad.elected ? t('meetings.groups.bad.elected') : write.fields.representative_ids
  return (
    <Sheet open title={of?.name ?? t('meetings.groups.new')} closeLabel={t('ui.close')} onClose={onClose} foot={<Btn kind='main' wide busy={write.busy} onTap={() => { setTried(true); if (!Object.keys(bad).length) write.run() }}>{t('meetings.save')}</Btn>}>
      {write.error && !write.error.offline ? <Box role='alert'><Txt as='p' tone='danger'>{write.error.words}</Txt></Box> : null}
      <Field required label={t('meetings.groups.name')} help={t('meetings.groups.name.help')} value={f.name} max={30} error={tried && bad.name ? t('meetings.groups.bad.name') : write.fields.name} onChange={name => set({ name })} />
      {free.length ? <Section title={t('meetings.groups.buildings')}><Many label={t('meetings.groups.buildings')} options={free.map(code => ({ code, name: code }))} value={f.buildings} onChange={buildings => set({ buildings })} /></Section> : null}
      <MemberField label={t('meetings.groups.leader')} value={f.leader} error={write.fields.leader_id} onChange={leader => set({ leader })} />
      <Section title={t('meetings.groups.elect')} note={t('meetings.groups.elect.note')}>
        {f.elected.map((m, i) => <MemberField key={m.id} label={t('meetings.groups.elect.n', { n: i + 1 })} value={m} without={f.elected.map(x => x.id)} onChange={chosen => elect(i, chosen)} />)}
        {f.elected.length < ELECTED_MAX ? <MemberField key='next' label={t('meetings.groups.elect.n', { n: f.elected.length + 1 })} without={f.elected.map(x => x.id)} error={error} onChange={chosen => elect(f.elected.length, chosen)} /> : null}
        {f.elected.length ? <Btn kind='quiet' onTap={() => set({ elected: f.elected.slice(0, -1) })}>{t('meetings.groups.elect.drop')}</Btn> : null}
      </Section>
      <DateField label={t('meetings.groups.on')} value={f.on} error={write.fields.elected_on} onChange={on => set({ on })} />
    </Sheet>
  )
}
