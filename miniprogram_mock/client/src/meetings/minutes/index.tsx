/** The desk writes the minutes: what was said on each point, what was decided, what is to be done by whom. */
import { useState } from 'react'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { backOr, useParams } from '@/core/nav'
import { useMe } from '@/core/store'
import type { Meeting } from '@/core/types'
import { units } from '@/services/communities'
import { categories } from '@/services/lists'
import { meetingToWrite, writeMinutes } from '@/services/meetings'
import { Area, Box, Btn, Card, DateField, Empty, Field, LoadedView, Picker, Screen, Section, Stack, Txt } from '@/ui'
import { type ActionForm, asMinutes, formOf, isReady, type MinutesForm, NO_ACTION, type PointForm } from './form'
import '../parts/index.scss'

export default function MinutesPage() {
  const { id = '' } = useParams<'id'>()
  const one = useLoad(() => meetingToWrite(id), [id])
  const [typed, setTyped] = useState<MinutesForm>(), [tried, setTried] = useState(false)
  const x = one.data?.data, form = typed ?? (x && formOf(x))
  const write = useWrite((f: MinutesForm) => writeMinutes(id, one.data?.etag ?? '', asMinutes(f)), { done: t('meetings.minutes.kept'), then: () => backOr('meetings.desk', { id }) })
  const send = () => { setTried(true); if (form && isReady(form)) write.run(form) }
  return (
    <Screen title={t('meetings.minutes')} action={x?.may_write_minutes ? <Btn kind='main' wide busy={write.busy} onTap={send}>{t('meetings.minutes.keep')}</Btn> : undefined}>
      <LoadedView of={one} shape='detail'>{({ data: m }) => (m.may_write_minutes && form ? <Writing meeting={m} form={form} set={setTyped} tried={tried} fault={write.error && !write.error.offline ? write.error.words : undefined} /> : <Empty text={t('meetings.minutes.not')} action={{ text: t('meetings.back'), onTap: () => backOr('meetings.meeting', { id }) }} />)}</LoadedView>
    </Screen>
  )
}

function Writing({ meeting: x, form: f, set, tried, fault }: { meeting: Meeting; form: MinutesForm; set(f: MinutesForm): void; tried: boolean; fault?: string }) {
  const wrong = (s: string) => (tried && s.trim().length < 2 ? t('meetings.bad.text') : undefined)
  const change = (id: string, part: Partial<PointForm>) => set({ ...f, points: f.points.map(p => (p.id === id ? { ...p, ...part } : p)) })
  return (
    <Stack gap={4}>
      <Txt as='h2' size={4} bold>{x.title}</Txt>
      {fault ? <Box role='alert'><Txt as='p' tone='danger'>{fault}</Txt></Box> : tried && !isReady(f) ? <Box role='alert'><Txt as='p' tone='danger'>{t('meetings.minutes.bad')}</Txt></Box> : null}
      <Area required label={t('meetings.minutes.text')} help={t('meetings.minutes.text.help')} value={f.text} max={2000} error={wrong(f.text)} onChange={text => set({ ...f, text })} />
      {f.points.map((p, i) => (
        <Section key={p.id} title={`${i + 1}. ${x.agenda[i]?.title ?? ''}`}>
          <Area required label={t('meetings.minutes.notes')} value={p.notes} max={2000} error={wrong(p.notes)} onChange={notes => change(p.id, { notes })} />
          <Area label={t('meetings.decision')} help={t('meetings.minutes.decision.help')} value={p.decision} max={2000} onChange={decision => change(p.id, { decision })} />
          <Actions of={p.actions} tried={tried} onChange={actions => change(p.id, { actions })} />
        </Section>
      ))}
    </Stack>
  )
}

/** Each becomes an entry of the needs' list when the minutes are published. */
function Actions({ of, tried, onChange }: { of: ActionForm[]; tried: boolean; onChange(a: ActionForm[]): void }) {
  const { membership } = useMe()
  const kinds = useLoad(categories, [], { keep: 'categories' }), all = useLoad(() => units().then(p => p.items), [], { keep: 'units' })
  const owners = [...(membership ? [{ value: `member:${membership.member_id}`, text: t('meetings.action.me') }] : []), ...(all.data ?? []).map(u => ({ value: `unit:${u.id}`, text: u.name }))]
  const set = (i: number, part: Partial<ActionForm>) => onChange(of.map((a, j) => (j === i ? { ...a, ...part } : a)))
  const missing = (filled: unknown) => (tried && !filled ? t('meetings.bad.choose') : undefined)
  return (
    <Stack gap={3}>
      {of.map((a, i) => (
        <Card key={i}>
          <Field required label={t('meetings.action.title')} help={t('meetings.action.help')} value={a.title} max={60} error={tried && a.title.trim().length < 2 ? t('meetings.bad.text') : undefined} onChange={title => set(i, { title })} />
          <Picker required label={t('meetings.action.category')} value={a.category} options={(kinds.data ?? []).map(c => ({ value: c.code, text: c.name }))} error={missing(a.category)} onChange={category => set(i, { category })} />
          <Picker required label={t('meetings.action.owner')} value={a.owner} options={owners} error={missing(a.owner)} onChange={owner => set(i, { owner })} />
          <DateField required label={t('meetings.action.due')} value={a.due} error={missing(a.due)} onChange={due => set(i, { due })} />
          <DateField required label={t('meetings.action.review')} value={a.review} from={a.due || undefined} error={tried && a.review < a.due ? t('meetings.bad.order') : missing(a.review)} onChange={review => set(i, { review })} />
          <Btn kind='quiet' onTap={() => onChange(of.filter((_, j) => j !== i))}>{t('meetings.action.drop')}</Btn>
        </Card>
      ))}
      <Btn onTap={() => onChange([...of, NO_ACTION])}>{t('meetings.action.add')}</Btn>
    </Stack>
  )
}
