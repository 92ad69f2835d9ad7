/** A case of audit with its form: on its own page, or beside the list on a wide screen. */
import { useState } from 'react'
import { ask } from '@/core/dialogs'
import { dateTime, hours, lastDay, plainDay, wholeNumber } from '@/core/format'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import type { AuditCase, AuditFinding, AuditVerdict, AuditWay, Photo } from '@/core/types'
import { auditCase, fileFinding, takeCase } from '@/services/audit'
import { Area, Box, Btn, Card, Check, Chip, Choice, Facts, Field, Line, LoadedView, PhotoPicker, Photos, Row, Rows, Section, Stack, Txt } from '@/ui'
import { caseTone } from '@/volunteering/parts/audit'

const VERDICTS: AuditVerdict[] = ['passed', 'failed', 'undecidable']
const WAYS: AuditWay[] = ['call', 'visit', 'papers']

export function CaseBeside({ id, onDone }: { id: string; onDone?(): void }) {
  const load = useLoad(() => auditCase(id), [id], { keep: 'audit:case:' + id })
  return <LoadedView of={load} shape='detail'>{c => <Shown of={c} onDone={x => { load.set(x); onDone?.() }} />}</LoadedView>
}

function Shown({ of: c, onDone }: { of: AuditCase; onDone(c: AuditCase): void }) {
  const take = useWrite(() => takeCase(c.id), { done: t('audit.case.taken'), then: onDone })
  return (
    <Stack gap={4}>
      <Stack gap={1}>
        <Line between><Txt as='h2' size={4} bold>{c.record.title}</Txt><Chip tone={caseTone(c)}>{c.is_overdue ? t('audit.overdue') : c.state_name}</Chip></Line>
        <Txt as='p' tone='ink2' num>{`${c.record.number} · ${c.drawn_by_name}`}</Txt>
      </Stack>
      {c.finding ? <Found of={c.finding} /> : null}
      <Section title={t('audit.case.record')}>
        <Card><Facts items={[
          [t('audit.case.minutes'), hours(c.record.minutes)], [t('audit.case.day'), plainDay(c.record.served_on)], [t('audit.case.place'), c.record.place],
          !c.finding && [t('audit.case.due'), lastDay(c.due_at)], [t('audit.case.auditor'), c.auditor?.name ?? t('audit.case.auditor.none')],
        ]} /></Card>
      </Section>
      <Section title={t('audit.case.people')}>
        <Rows>{c.people.map(p => <Row key={p.part} title={p.member.name} note={p.part} />)}<Row title={t('audit.case.open')} onTap={() => go('volunteering.record', { id: c.record.id })} /></Rows>
      </Section>
      {c.moves.length ? <Btn kind='main' wide busy={take.busy} onTap={() => take.run()}>{c.moves[0].name}</Btn> : null}
      {c.may_find ? <Form of={c} onDone={onDone} /> : null}
    </Stack>
  )
}

function Found({ of: f }: { of: AuditFinding }) {
  return (
    <Section title={t('audit.case.done')} note={t('audit.found.by', { by: f.found_by.name, when: dateTime(f.found_at) })}>
      <Card><Facts items={[
        [t('audit.find.verdict'), <Txt key='v' bold>{f.verdict_name}</Txt>], f.minutes !== null && [t('audit.found.minutes'), hours(f.minutes)], [t('audit.found.ways'), f.ways.join('、')], [t('audit.found.checked'), f.checked],
        !!f.performer_word && [t('audit.find.performer'), f.performer_word], !!f.beneficiary_word && [t('audit.find.beneficiary'), f.beneficiary_word], !!f.reason && [t('audit.found.reason'), f.reason],
      ]} /></Card>
      {f.photos.length ? <Photos items={f.photos} /> : null}
    </Section>
  )
}

function Form({ of: c, onDone }: { of: AuditCase; onDone(c: AuditCase): void }) {
  const [verdict, setVerdict] = useState<AuditVerdict | ''>(''), [ways, setWays] = useState<readonly AuditWay[]>([]), [checked, setChecked] = useState(''), [typed, setTyped] = useState('')
  const [performer, setPerformer] = useState(''), [beneficiary, setBeneficiary] = useState(''), [reason, setReason] = useState(''), [photos, setPhotos] = useState<readonly Photo[]>([])
  const [sending, setSending] = useState(false), [tried, setTried] = useState(false)
  const write = useWrite(fileFinding, { done: t('audit.find.done'), then: onDone })
  const minutes = typed.trim() === '0' ? 0 : wholeNumber(typed, 1440), failed = verdict === 'failed', why = failed || verdict === 'undecidable'
  const bad = { verdict: !verdict, ways: !ways.length, checked: !checked.trim(), minutes: failed && (minutes === undefined || minutes === c.record.minutes), reason: why && !reason.trim() }
  async function send() {
    setTried(true)
    if (!verdict || Object.values(bad).some(Boolean) || sending) return
    if (!(await ask({ title: t(`audit.find.ask.${verdict}`), text: t(failed ? 'audit.find.ask.failed.text' : 'audit.find.ask.text'), yes: t('audit.find.send'), danger: failed }))) return
    void write.run(c.id, { verdict, ways: [...ways], checked: checked.trim(), minutes: failed ? minutes : undefined, performer_word: performer.trim() || undefined, beneficiary_word: beneficiary.trim() || undefined, reason: why ? reason.trim() : undefined, photos: photos.map(p => p.id) })
  }
  const error = (is: boolean, text: string, field?: string) => (tried && is ? text : field)
  return (
    <Section title={t('audit.case')}>
      <Stack>
        <Section title={t('audit.found.ways')}>
          <Box role='group' label={t('audit.found.ways')}>{WAYS.map(way => <Check key={way} label={t(`audit.find.${way}`)} on={ways.includes(way)} onChange={on => setWays(was => (on ? [...was, way] : was.filter(x => x !== way)))} />)}</Box>
          {tried && bad.ways ? <Txt as='p' tone='danger'>{t('audit.find.ways.need')}</Txt> : null}
        </Section>
        <Area required label={t('audit.find.checked')} help={t('audit.find.checked.help')} max={1000} value={checked} error={error(bad.checked, t('audit.find.checked.need'), write.fields.checked)} onChange={setChecked} />
        <Area label={t('audit.find.performer')} help={t('audit.find.words.help')} max={500} value={performer} onChange={setPerformer} />
        <Area label={t('audit.find.beneficiary')} help={t('audit.find.words.help')} max={500} value={beneficiary} onChange={setBeneficiary} />
        <PhotoPicker value={photos} error={write.fields.photos} onChange={setPhotos} onBusy={setSending} />
        <Choice<AuditVerdict> required label={t('audit.find.verdict')} value={verdict} options={VERDICTS.map(value => ({ value, text: t(`audit.find.${value}`), note: t(`audit.find.${value}.note`) }))} error={error(bad.verdict, t('audit.find.verdict.need'), write.fields.verdict)} onChange={setVerdict} />
        {failed ? <Field required type='number' label={t('audit.find.minutes')} help={t('audit.find.minutes.help')} suffix={t('audit.find.minutes.unit')} value={typed} error={error(bad.minutes, t('audit.find.minutes.bad'), write.fields.minutes)} onChange={setTyped} /> : null}
        {why ? <Area required label={t('audit.find.reason')} help={t('audit.find.reason.help')} max={500} value={reason} error={error(bad.reason, t('audit.find.reason.need'), write.fields.reason)} onChange={setReason} /> : null}
        <Btn kind='main' wide busy={write.busy} onTap={() => { void send() }}>{t('audit.find.send')}</Btn>
      </Stack>
    </Section>
  )
}
