/** What a record's page tells of corrections, to the member and the desk: both ways, why, what goes back, and the way to one. */
import { amount, dateTime, exactHours } from '@/core/format'
import { useLoad } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { useMe } from '@/core/store'
import type { Corrections, RecordRef, ServiceRecord } from '@/core/types'
import { corrections } from '@/services/corrections'
import { Box, Btn, Card, Facts, Photos, Row, Rows, Section, Stack, Txt } from '@/ui'

export function CorrectionPart({ record: r, own }: { record: ServiceRecord; own: boolean }) {
  const { isStaff, isSupervisor, isLead } = useMe(), matters = r.state === 'entered' || r.state === 'corrected' || !!r.corrects
  const load = useLoad(() => corrections(r.id), [r.id, r.state], { keep: 'corrections:' + r.id, skip: !matters || !(own || isStaff || isSupervisor || isLead) })
  const c = load.data
  if (!c && !r.corrects && !r.corrected_by) return null
  const says = r.corrects || r.corrected_by || c?.correction || c?.requests.length
  return (
    <>
      {says ? <Section title={t('correct.title')}>
        <Stack gap={3}>
          {r.corrects || r.corrected_by ? <Rows>{r.corrects ? <Tie what='corrects' to={r.corrects} /> : null}{r.corrected_by ? <Tie what='corrected' to={r.corrected_by} /> : null}</Rows> : null}
          {c?.correction ? <Why of={c.correction} /> : null}
          {c ? <Effects of={c.effects} /> : null}
          {c?.requests.map(q => <Card key={q.id}><Stack gap={1}><Txt as='p' bold>{own ? t('correct.asked.mine', { time: exactHours(q.minutes) }) : t('correct.asked', { name: q.member.name, time: exactHours(q.minutes) })}</Txt><Txt as='p' size={2} tone='ink2'>{`${q.state_name} · ${dateTime(q.asked_at)}`}</Txt>{q.answer ? <Txt as='p'>{t('correct.answer', { text: q.answer })}</Txt> : null}</Stack></Card>)}
        </Stack>
      </Section> : null}
      {c?.may_ask || c?.may_file ? <Box className='v-gap'><Btn wide onTap={() => go('volunteering.correct', { id: r.id })}>{t(c.may_file ? 'correct.file' : 'correct.ask')}</Btn></Box> : null}
    </>
  )
}

const Tie = ({ what, to }: { what: 'corrects' | 'corrected'; to: RecordRef }) => <Row title={t(`correct.${what}`, { number: to.number })} value={<Txt num>{exactHours(to.minutes)}</Txt>} onTap={() => go('volunteering.record', { id: to.id })} />

const Why = ({ of: c }: { of: NonNullable<Corrections['correction']> }) => (
  <Card>
    <Stack gap={2}>
      <Txt as='p'>{c.reason}</Txt>
      <Txt as='p' size={2} tone='ink2'>{t('correct.by', { name: c.from_audit ? t('correct.audit') : c.filed_by.name, when: dateTime(c.filed_at) })}</Txt>
      {c.photos.length ? <Photos items={c.photos} /> : null}
    </Stack>
  </Card>
)

function Effects({ of: all }: { of: Corrections['effects'] }) {
  if (!all.length) return null
  const n = (book: string, many: number) => amount(many, book === 'point' ? 'point' : 'minute')
  return <Card><Facts items={all.map(e => [t(`volunteering.book.${e.book}`), <>{t('correct.taken', { n: n(e.book, e.taken) })}{e.owed ? <Txt className='block' tone='warn' bold>{t('correct.owed', { n: n(e.book, e.owed) })}</Txt> : null}</>])} /></Card>
}
