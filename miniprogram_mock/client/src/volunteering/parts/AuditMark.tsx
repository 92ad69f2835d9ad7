/** That a record was drawn, and what was found: for its own people. */
import { exactHours, lastDay } from '@/core/format'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import type { RecordAudit } from '@/core/types'
import { Row, Rows, Section, Txt } from '@/ui'

export function AuditMark({ of: a }: { of: RecordAudit }) {
  const unfound = a.state === 'open' || a.state === 'assigned'
  const said = unfound ? t('audit.mark.open', { when: lastDay(a.due_at) }) : a.state === 'failed' ? t('audit.mark.failed', { time: exactHours(a.minutes ?? 0) }) : t(a.state === 'passed' ? 'audit.mark.passed' : 'audit.mark.undecidable')
  return (
    <Section title={t('audit.mark')}>
      <Txt as='p'>{said}</Txt>
      {a.checked ? <Txt as='p' tone='ink2'>{`${t('audit.found.checked')}：${a.checked}`}</Txt> : null}
      {a.reason ? <Txt as='p' tone='ink2'>{`${t('audit.found.reason')}：${a.reason}`}</Txt> : null}
      <Rows><Row title={t('audit.mark.round', { n: a.number })} onTap={() => go('volunteering.audit', { id: a.audit_id })} /></Rows>
    </Section>
  )
}
