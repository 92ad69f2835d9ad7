/** One service record: how long, where it stands, what it earned. On its own page, or beside a list. */
import { amount, exactHours, hours, points, span } from '@/core/format'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { productNow } from '@/core/now'
import type { ServiceRecord } from '@/core/types'
import { Box, BOOK_TONE, Btn, Card, Chip, Facts, Figure, Line, Photos, Row, Rows, Seal, Section, Stack, Stops, TraceRow, Txt } from '@/ui'
import { CorrectionPart } from './CorrectionPart'
import { AuditMark } from './AuditMark'
import { recordNote, recordTone } from './rules'

export function RecordView({ record: r, own }: { record: ServiceRecord; own: boolean }) {
  const now = productNow(), note = recordNote(r, now)
  return (
    <>
      <Stack gap={3}>
        <Line><Chip tone={recordTone(r)}>{r.state_name}</Chip><Txt size={2} tone='ink2' num>{r.number}</Txt></Line>
        <Box className='v-figure'>
          <Figure label={t('volunteering.minutes')} tone='record' value={r.minutes == null ? t('volunteering.minutes.none') : hours(r.minutes)} />
          {r.state === 'entered' ? <Seal text={t('volunteering.seal')} label={t('volunteering.sealed')} /> : null}
        </Box>
        {r.minutes != null && r.minutes >= 60 && r.minutes % 6 ? <Txt as='p' size={2} tone='ink2'>{t('volunteering.minutes.exact', { time: exactHours(r.minutes) })}</Txt> : null}
        <Rows><Row title={r.shift.title} note={<>{span(r.shift.starts_at, r.shift.ends_at, now)}<Txt className='block'>{r.shift.place}</Txt></>} onTap={() => go('volunteering.shift', { id: r.shift.id })} /></Rows>
      </Stack>
      {r.flags.length ? <Section title={t('volunteering.flags')}><Rows>{r.flags.map(f => <Row key={f.code} title={<Txt tone='warn'>{f.name}</Txt>} note={f.text} />)}</Rows></Section> : null}
      {r.evidence.length ? <Section title={t('paper.evidence')}><Photos items={r.evidence.map(e => e.photo)} /></Section> : null}
      <Section title={t('volunteering.progress')}><Card><Stops stops={r.stops.map(s => (s.status === 'now' ? { ...s, note } : s))} />{r.state === 'on_notice' && r.calendar_note ? <Txt as='p' size={2} tone='warn'>{r.calendar_note}</Txt> : null}</Card>{r.state === 'disputed' && own ? <Box className='v-gap'><Rows><Row title={t('volunteering.dispute.go.mine')} note={t('volunteering.dispute.go.note')} onTap={() => go('volunteering.dispute', { id: r.id })} /></Rows></Box> : null}</Section>
      <CorrectionPart record={r} own={own} />
      {r.audit ? <AuditMark of={r.audit} /> : null}
      {r.state === 'entered' && own ? <Earned record={r} /> : null}
      <Section>
        <Card><Facts items={[
          !own && [t('volunteering.member'), r.member.name],
          r.source === 'paper' && [t('paper.source'), t('paper.source.paper')],
          [t('volunteering.fence'), t(`volunteering.fence.${r.fence}`)],
          r.held_by && [t('activity.ward.phone'), t('activity.ward.phone.v', { name: r.held_by.name })],
        ]} /></Card>
      </Section>
      <TraceRow type='record' id={r.id} />
    </>
  )
}

function Earned({ record: r }: { record: ServiceRecord }) {
  const text = r.settlement === 'settled' ? (r.earned.length ? undefined : t('volunteering.earned.none')) : r.settlement ? t(`volunteering.earned.${r.settlement}`) : undefined
  // What a correction takes back stands with the correction.
  if (!r.earned.length && (!text || r.corrects)) return null
  return (
    <Section title={t('volunteering.earned')} aside={<Btn kind='quiet' onTap={() => go('passbook')}>{t('volunteering.earned.go')}</Btn>}>
      {r.earned.length ? <Rows>{r.earned.map(e => <Row key={e.book} title={t(`volunteering.book.${e.book}`)} value={<Txt bold num tone={BOOK_TONE[e.book]}>{`+${e.book === 'point' ? points(e.amount) : amount(e.amount, 'minute')}`}</Txt>} />)}</Rows> : null}
      {text ? <Txt as='p' size={2} tone='ink2'>{text}</Txt> : null}
    </Section>
  )
}
