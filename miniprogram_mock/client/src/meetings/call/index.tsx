/** The desk calls a meeting: what for, who is asked, when and where, what is on the agenda. */
import { useState } from 'react'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { replace, useParams } from '@/core/nav'
import { useMe } from '@/core/store'
import type { CalledKind } from '@/core/types'
import { units } from '@/services/communities'
import { callMeeting, groups } from '@/services/meetings'
import { topics } from '@/services/topics'
import { Area, Box, Btn, Choice, DateTime, Field, Many, Picker, Screen, Section, Stack, Txt } from '@/ui'
import { asMeeting, type CallForm, EMPTY, faultsOf } from './form'
import '../parts/index.scss'

const KINDS = ['council', 'frank_talk', 'dialogue', 'residents', 'alliance'] as const
const BASES = ['representatives', 'households', 'adults'] as const
const POINTS_MAX = 20

export default function CallPage() {
  const { demand_id, follows_id } = useParams<'demand_id' | 'follows_id'>()
  const { isLead } = useMe()
  const [form, setForm] = useState<CallForm>({ ...EMPTY, kind: demand_id ? 'residents' : EMPTY.kind }), [tried, setTried] = useState(false)
  const write = useWrite(() => callMeeting(asMeeting(form, { demand_id: demand_id || undefined, follows_id: follows_id || undefined })), { done: t('meetings.called.done'), then: x => replace('meetings.meeting', { id: x.id }) })
  const set = (change: Partial<CallForm>) => setForm(f => ({ ...f, ...change })), bad = faultsOf(form, !!follows_id)
  const kinds = KINDS.filter(k => (k === 'alliance' ? isLead : !demand_id || k === 'residents'))
  const send = () => { setTried(true); if (!Object.keys(bad).length) write.run() }
  return (
    <Screen title={t('meetings.call')} action={<Btn kind='main' wide busy={write.busy} onTap={send}>{t('meetings.call.send')}</Btn>}>
      <Stack gap={4}>
        {write.error && !write.error.offline ? <Box role='alert'><Txt as='p' tone='danger'>{write.error.words}</Txt></Box> : null}
        <Choice<CalledKind> required label={t('meetings.f.kind')} value={form.kind} options={kinds.map(value => ({ value, text: t(`meetings.kind.${value}`), note: t(`meetings.kind.note.${value}`) }))} error={write.fields.kind} onChange={kind => set({ kind })} />
        <Field required label={t('meetings.f.title')} help={t('meetings.f.title.help')} value={form.title} max={60} error={tried && bad.title ? t('meetings.bad.text') : write.fields.title} onChange={title => set({ title })} />
        <Area label={t('meetings.f.text')} value={form.text} max={2000} error={write.fields.text} onChange={text => set({ text })} />
        <DateTime required label={t('meetings.f.when')} value={form.when} error={tried && bad.when ? t('meetings.bad.when') : write.fields.starts_at} onChange={when => set({ when })} />
        <Field required label={t('meetings.f.place')} value={form.place} max={100} error={tried && bad.place ? t('meetings.bad.text') : write.fields.place} onChange={place => set({ place })} />
        <Who form={form} set={set} fault={tried && bad.buildings ? t('meetings.bad.choose') : undefined} wrong={write.fields.audience} />
        {follows_id ? <Txt as='p' tone='ink2'>{t('meetings.f.follows')}</Txt> : <Agenda form={form} set={set} fault={tried && bad.agenda ? t('meetings.bad.agenda') : write.fields.agenda} />}
        <Units form={form} set={set} />
      </Stack>
    </Screen>
  )
}

interface Part { form: CallForm; set(change: Partial<CallForm>): void; fault?: string }
/** A lawful meeting has one of three electorates; any other asks everybody, some of them, or whom it concerns. */
function Who({ form, set, fault, wrong }: Part & { /** what the server says */ wrong?: string }) {
  const lawful = form.kind === 'residents'
  const known = useLoad(groups, [], { skip: lawful || (form.all !== 'buildings' && form.all !== 'groups') })
  const names = [...new Set([...(known.data?.items ?? []).flatMap(g => g.buildings), ...(known.data?.loose_buildings ?? [])])].sort()
  if (lawful) return <Choice required label={t('meetings.f.basis')} help={t('meetings.f.basis.help')} value={form.basis} options={BASES.map(value => ({ value, text: t(`meetings.basis.${value}`) }))} onChange={basis => set({ basis })} />
  return (
    <Box>
      <Choice required label={t('meetings.f.who')} value={form.all} options={(['all', 'buildings', 'groups', 'concerned'] as const).map(value => ({ value, text: t(`meetings.who.${value}`), note: value === 'concerned' ? t('meetings.who.note.concerned') : undefined }))} error={fault ?? wrong} onChange={all => set({ all })} />
      {form.all === 'buildings' ? <Many label={t('meetings.who.buildings')} options={names.map(code => ({ code, name: code }))} value={form.buildings} onChange={buildings => set({ buildings })} /> : null}
      {form.all === 'groups' ? <Many label={t('meetings.who.groups')} options={(known.data?.items ?? []).map(g => ({ code: g.id, name: g.name }))} value={form.groups} onChange={ids => set({ groups: ids })} /> : null}
    </Box>
  )
}

function Agenda({ form, set, fault }: Part) {
  const talked = useLoad(() => topics({ live: true }).then(p => p.items), [])
  const options = [{ value: '', text: t('meetings.f.topic.none') }, ...(talked.data ?? []).map(x => ({ value: x.id, text: x.title }))]
  const change = (i: number, point: Partial<CallForm['agenda'][number]>) => set({ agenda: form.agenda.map((a, j) => (j === i ? { ...a, ...point } : a)) })
  return (
    <Section title={t('meetings.agenda')}>
      {form.agenda.map((a, i) => (
        <Box key={i}>
          <Field required={i === 0} label={t('meetings.f.point', { n: i + 1 })} value={a.title} max={60} error={i === 0 ? fault : undefined} onChange={title => change(i, { title })} />
          {talked.data?.length ? <Picker label={t('meetings.f.topic', { n: i + 1 })} value={a.topic} options={options} onChange={topic => change(i, { topic, title: a.title || (talked.data?.find(x => x.id === topic)?.title ?? '') })} /> : null}
        </Box>
      ))}
      {form.agenda.length < POINTS_MAX ? <Btn kind='quiet' onTap={() => set({ agenda: [...form.agenda, { title: '', topic: '' }] })}>{t('meetings.f.more')}</Btn> : null}
    </Section>
  )
}

function Units({ form, set }: Part) {
  const all = useLoad(() => units().then(p => p.items), [], { keep: 'units' })
  if (!all.data?.length) return null
  return <Section title={t('meetings.f.units')} note={t('meetings.f.units.note')}><Many label={t('meetings.f.units')} options={all.data.map(u => ({ code: u.id, name: u.name }))} value={form.units} onChange={ids => set({ units: ids })} /></Section>
}
