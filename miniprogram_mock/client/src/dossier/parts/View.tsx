/** A dossier read by its volunteer or by the desk: what was given, what was entered, how services were found. */
import { useState } from 'react'
import { hours, plainDay, dateTime, number } from '@/core/format'
import { t } from '@/core/i18n'
import type { Dossier, DossierEntry, Evaluation } from '@/core/types'
import { Box, Btn, Card, Chip, Facts, Row, Rows, Section, Txt } from '@/ui'

const list = (items: readonly { name: string }[], more: readonly string[] = []) => [...items.map(x => x.name), ...more].join('、') || t('dossier.none')

export const Given = ({ dossier: d }: { dossier: Dossier }) => (
  <Card><Facts items={[
    [t('dossier.skills'), list(d.skills, d.skill_words)], [t('dossier.times'), list(d.times)],
    [t('dossier.contact'), d.contact_masked ?? t('dossier.none')], [t('dossier.identity'), d.identity_masked ?? t('dossier.none')],
    [t('dossier.report'), t(d.may_report ? 'dossier.report.yes' : 'dossier.report.no')],
  ]} /></Card>
)

export function Entries({ items, kind, onVoid }: { items: readonly DossierEntry[]; kind: 'trainings' | 'commendations'; onVoid?(e: DossierEntry): void }) {
  return (
    <Section title={t(`dossier.${kind}`)}>
      {items.length ? <Rows>{items.map(e => <Entry key={e.id} entry={e} onVoid={onVoid} />)}</Rows> : <Txt as='p' tone='ink2'>{t(`dossier.${kind}.none`)}</Txt>}
    </Section>
  )
}

function Entry({ entry: e, onVoid }: { entry: DossierEntry; onVoid?(e: DossierEntry): void }) {
  const note = t('dossier.entry.note', { who: e.by_whom, day: plainDay(e.happened_on), by: e.from_file ? t('dossier.entry.file') : e.recorded_by_name })
  const value = e.void ? <Chip tone='danger'>{t('dossier.void', { reason: e.void.reason })}</Chip> : e.minutes ? <Txt num bold>{hours(e.minutes)}</Txt> : e.document ? <Txt size={2}>{e.document}</Txt> : undefined
  return <Row title={<Txt className={e.void ? 's-void' : undefined}>{e.title}</Txt>} note={note} value={value} label={onVoid && e.may_void ? `${t('dossier.void.do')}：${e.title}` : undefined} onTap={onVoid && e.may_void ? () => onVoid(e) : undefined} />
}

export const EvaluationRow = ({ of: e, children }: { of: Evaluation; children?: React.ReactNode }) => (
  <Box>
    <Row title={e.words || t(`dossier.score.${e.score as 1}`)} value={<Chip tone={e.score >= 4 ? 'ok' : e.score === 3 ? 'ink2' : 'warn'}>{t(`dossier.score.${e.score as 1}`)}</Chip>}
      note={<>{t('dossier.evaluation.by', { role: e.assessor_name, name: e.by_name, when: dateTime(e.written_at) })}{e.answer ? <Txt className='block'>{t('dossier.evaluation.answered', { text: e.answer })}</Txt> : null}</>} />
    {children}
  </Box>
)

/** Many lines at once would bury the rest: the first few, the others by a tap. */
const FEW = 5
export function Outside({ dossier: d }: { dossier: Dossier }) {
  const [all, setAll] = useState(false)
  if (!d.outside.length) return null
  return (
    <Section title={t('dossier.outside')} note={t('dossier.outside.note', { n: hours(d.outside_minutes) })}>
      <Rows>{(all ? d.outside : d.outside.slice(0, FEW)).map(x => <Row key={x.id} title={x.title} note={t('dossier.outside.row', { who: x.organiser, day: plainDay(x.served_on), origin: x.origin })} value={x.state === 'confirmed' ? <Txt num>{hours(x.minutes)}</Txt> : <Chip tone={x.state === 'awaiting' ? 'warn' : 'danger'}>{x.state_name}</Chip>} />)}</Rows>
      {!all && d.outside.length > FEW ? <Btn kind='quiet' onTap={() => setAll(true)}>{t('ui.more')}（{number(d.outside.length - FEW)}）</Btn> : null}
    </Section>
  )
}
