/** A clerk with a signed sheet: one sheet, many lines, saved whole or not at all. */
import { useState } from 'react'
import { dayAfter, hours, localDay, span, toUtc } from '@/core/format'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { replace, useParams } from '@/core/nav'
import { productNow } from '@/core/now'
import { useMe } from '@/core/store'
import type { LineFault, Shift } from '@/core/types'
import { entries } from '@/services/lists'
import { enterSheet, paperQuota } from '@/services/paper'
import { shift as loadShift, shifts, signUpsOf } from '@/services/volunteering'
import { Box, Btn, Card, DateField, Field, Line as Between, MemberField, PhotoPicker, Picker, Screen, Section, Stack, TimeField, Txt } from '@/ui'
import { asBody, certificateOf, DAYS_BACK, emptyForm, faults, isWalkIn, lineFaults, LINES_MAX, missedOf, PAST, timesOf, withPerson, type Line, type PastForm, type Person, type SheetForm } from './rules'
import '../parts/index.scss'

/** What ended lately, the newest first. */
async function over(now: number): Promise<Shift[]> {
  const since = dayAfter(localDay(now), -DAYS_BACK)
  const page = await shifts({ from: toUtc(since), to: new Date(now).toISOString().replace(/\.\d+/, '') })
  return page.items.filter(s => s.state === 'ended' && !s.is_private).reverse()
}

export default function PaperPage() {
  const { shift_id = '' } = useParams<'shift_id'>()
  const { cid } = useMe()
  const [form, setForm] = useState<SheetForm>(() => emptyForm(localDay(productNow()), shift_id))
  const [tried, setTried] = useState(false), [sending, setSending] = useState(false)
  const known = useLoad(() => over(productNow()), [cid]), quota = useLoad(paperQuota, [cid])
  const asked = useLoad(() => loadShift(shift_id), [shift_id], { skip: !shift_id })
  const shift = [...(known.data ?? []), ...(asked.data ? [asked.data] : [])].find(s => s.id === form.shiftId)
  const write = useWrite(() => enterSheet(asBody(form, shift)), { shown: true, done: made => t('paper.done', { n: made.length }), then: () => replace('desk.staffRecords') })
  const bad = tried ? faults(form) : {}, wrong = lineFaults(write.error)
  const set = (change: Partial<SheetForm>) => { write.clear(); setForm(was => ({ ...was, ...change })) }
  const add = (who: readonly Person[]) => { write.clear(); setForm(was => who.reduce((f, p) => withPerson(f, p, timesOf(f, shift)), was)) }
  function send() {
    setTried(true)
    if (!Object.keys(faults(form)).length) write.run()
  }
  return (
    <Screen wide title={t('paper.new')} action={<Btn kind='main' wide busy={write.busy || sending} onTap={send}>{form.lines.length ? t('paper.send', { n: form.lines.length }) : t('paper.send.none')}</Btn>}>
      {quota.data ? <Txt as='p' tone='ink2' className='d-lead'>{quota.data.records_left && quota.data.minutes_left ? t('paper.left', { n: quota.data.records_left, time: hours(quota.data.minutes_left) }) : t('paper.left.none')}</Txt> : null}
      {write.error && !Object.keys(write.fields).length ? <Box className='d-refused'><Txt as='p' tone='danger'>{wrong.length ? t('paper.refused', { n: wrong.length }) : write.error.words}</Txt></Box> : null}
      <Box className='d-two'>
        <Stack gap={4}>
          <Picker required label={t('paper.which')} help={known.data && !known.data.length ? t('paper.which.none') : t('paper.which.help')} value={form.shiftId} error={bad.which ?? write.fields.shift_id} onChange={shiftId => set({ shiftId, lines: [] })}
            options={[...[...(asked.data && !known.data?.some(s => s.id === shift_id) ? [asked.data] : []), ...(known.data ?? [])].map(s => ({ value: s.id, text: `${span(s.starts_at, s.ends_at)} ${s.title}` })), { value: PAST, text: t('paper.which.past') }]} />
          {form.shiftId === PAST ? <PastFields form={form.past} bad={{ ...write.fields, ...bad }} onChange={past => set({ past })} /> : null}
          <PhotoPicker required label={t('paper.sheet')} value={form.photos} error={bad.photos ?? write.fields.photos} onBusy={setSending} onChange={change => setForm(was => ({ ...was, photos: change(was.photos) }))} />
        </Stack>
        <Lines form={form} shift={shift} wrong={wrong} error={bad.lines} onAdd={add} onChange={lines => set({ lines })} />
      </Box>
    </Screen>
  )
}

function PastFields({ form: p, bad, onChange }: { form: PastForm; bad: Record<string, string | undefined>; onChange(p: PastForm): void }) {
  const { cid } = useMe()
  const actions = useLoad(() => entries('action', { state: 'open' }), [cid])
  const today = localDay(productNow()), set = (change: Partial<PastForm>) => onChange({ ...p, ...change })
  return (
    <>
      <Picker required label={t('paper.entry')} help={actions.data && !actions.data.items.length ? t('paper.entry.none') : undefined} value={p.entry} error={bad.entry} options={(actions.data?.items ?? []).map(e => ({ value: e.id, text: e.title }))} onChange={entry => set({ entry })} />
      <DateField required label={t('ui.day')} value={p.date} from={dayAfter(today, -DAYS_BACK)} to={today} onChange={date => set({ date })} />
      <Box className='datetime'>
        <TimeField required label={t('paper.start')} value={p.start} onChange={start => set({ start })} />
        <TimeField required label={t('paper.end')} value={p.end} error={bad.end} onChange={end => set({ end })} />
      </Box>
      <Field required label={t('paper.place')} value={p.place} max={100} error={bad.place} onChange={place => set({ place })} />
      <MemberField label={t('paper.leader')} help={t('paper.leader.help')} value={p.leader} error={bad.leader} onChange={leader => set({ leader })} />
    </>
  )
}

function Lines({ form, shift, wrong, error, onAdd, onChange }: { form: SheetForm; shift: Shift | undefined; wrong: readonly LineFault[]; error?: string; onAdd(who: readonly Person[]): void; onChange(lines: readonly Line[]): void }) {
  const signUps = useLoad(() => signUpsOf(shift?.id ?? ''), [shift?.id], { skip: !shift })
  const missed = missedOf(signUps.data ?? [], form)
  const change = (at: number, to: Partial<Line>) => onChange(form.lines.map((l, i) => (i === at ? { ...l, ...to } : l)))
  return (
    <Section title={form.lines.length ? t('paper.lines.n', { n: form.lines.length }) : t('paper.lines')}>
      {missed.length ? <Card className='d-card'><Between between><Txt as='p'>{`${t('paper.missed')}：${missed.map(p => p.name).join('、')}`}</Txt><Btn onTap={() => onAdd(missed)}>{t('paper.missed.add')}</Btn></Between></Card> : null}
      <Txt as='p' size={2} tone={error ? 'danger' : 'ink2'} className='d-lead'>{error ?? (form.lines.length ? t('paper.lines.help') : t('paper.lines.none'))}</Txt>
      <Stack gap={3}>
        {form.lines.map((l, i) => <OneLine key={l.id} of={l} shift={isWalkIn(shift, signUps.data, l) ? shift : undefined} wrong={wrong.find(f => f.line === i)?.text} onChange={to => change(i, to)} onDrop={() => onChange(form.lines.filter(x => x.id !== l.id))} />)}
        {form.lines.length < LINES_MAX ? <MemberField label={t('paper.add')} without={form.lines.map(l => l.id)} onChange={who => onAdd([who])} /> : null}
      </Stack>
    </Section>
  )
}

function OneLine({ of: l, shift, wrong, onChange, onDrop }: { of: Line; /** of who had not signed up, where there are roles */ shift?: Shift; wrong?: string; onChange(to: Partial<Line>): void; onDrop(): void }) {
  return (
    <Card className={wrong ? 'd-card d-sheet-line v-clash' : 'd-card d-sheet-line'}>
      <Between between className='d-sheet-who'><Txt bold>{l.name}</Txt><Btn kind='quiet' label={t('paper.drop.who', { name: l.name })} onTap={onDrop}>{t('paper.drop')}</Btn></Between>
      <Box className='datetime'>
        <TimeField label={t('paper.came')} value={l.came} onChange={came => onChange({ came })} />
        <TimeField label={t('paper.gone')} value={l.left} onChange={left => onChange({ left })} />
      </Box>
      {shift ? <Picker required label={t('paper.role')} value={l.role ?? ''} options={shift.roles.map(r => ({ value: r.id, text: r.name }))} onChange={role => onChange({ role })} /> : null}
      {shift && certificateOf(shift, l) ? <Field required label={t('activity.number', { what: certificateOf(shift, l)! })} help={t('paper.number.help')} value={l.number ?? ''} max={40} onChange={number => onChange({ number })} /> : null}
      {wrong ? <Txt as='p' size={2} tone='danger'>{wrong}</Txt> : null}
    </Card>
  )
}
