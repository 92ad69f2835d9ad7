/** One round: how far it is, what came of it, and how anybody draws the same sample again. */
import { useState } from 'react'
import { dayAfter } from '@/core/format'
import { faultOf, type Fault } from '@/core/draw'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { useParams } from '@/core/nav'
import { useMe } from '@/core/store'
import type { AuditDetail } from '@/core/types'
import { audit as load, auditDraw } from '@/services/audit'
import { Box, Btn, Card, Chip, Facts, Line, LoadedView, Row, Rows, Screen, Seal, Section, Stack, Stops, Txt } from '@/ui'
import { dayOf, foundOf, roundTone, shortHash, spanText } from '../parts/audit'
import '../parts/index.scss'

export default function AuditPage() {
  const { id = '' } = useParams<'id'>(), { cid } = useMe()
  const of = useLoad(() => load(id), [cid, id], { keep: 'audit:' + id, skip: !cid })
  return <Screen title={t('audit.title')}><LoadedView of={of} shape='detail'>{a => <Shown audit={a} />}</LoadedView></Screen>
}

function Shown({ audit: a }: { audit: AuditDetail }) {
  return (
    <Stack gap={4}>
      <Stack gap={1}>
        <Line between><Txt as='h2' size={4} bold>{t('audit.number', { n: a.number })}</Txt><Chip tone={roundTone(a)}>{a.state_name}</Chip></Line>
        <Txt as='p' tone='ink2'>{spanText(a)}</Txt>
      </Stack>
      {a.lot ? <Results audit={a} /> : null}
      <Section title={t('audit.progress')}><Card><Stops stops={stopsOf(a)} /></Card></Section>
      <Proof audit={a} />
      {a.sample.length ? <Sample audit={a} /> : null}
    </Stack>
  )
}

function stopsOf(a: AuditDetail) {
  const drawn = !!a.drawn_at, closed = !!a.closed_at
  return [
    { name: t('audit.stop.commit'), at: a.committed_at, status: 'done' as const },
    { name: t('audit.stop.draw'), at: a.drawn_at, status: drawn ? 'done' as const : 'now' as const, note: drawn ? undefined : t('audit.stop.draw.note', { when: dayOf(dayAfter(a.ends_on, 1)) }) },
    ...(drawn && !a.lot ? [] : [{ name: t('audit.stop.find'), at: null, status: closed ? 'done' as const : drawn ? 'now' as const : 'to_come' as const, note: drawn && !closed ? t('audit.stop.find.note', { n: a.sums.open }) : undefined }]),
    { name: t('audit.stop.close'), at: a.closed_at, status: closed ? 'done' as const : 'to_come' as const },
  ]
}

function Results({ audit: a }: { audit: AuditDetail }) {
  const n = (count: number) => t('audit.n', { n: count })
  return (
    <Section title={t('audit.results')} note={t(a.flagged ? 'audit.drawn.of' : 'audit.drawn.all', { records: a.records ?? 0, lot: a.lot ?? 0, flagged: a.flagged ?? 0 })}>
      <Stack>
        <Card><Facts items={[
          [t('audit.passed'), n(a.sums.passed)], [t('audit.failed'), n(a.sums.failed)], !!a.sums.undecidable && [t('audit.undecidable'), n(a.sums.undecidable)],
          !!a.sums.open && [t('audit.open'), n(a.sums.open)], !!a.sums.overdue && [t('audit.overdue'), <Txt key='late' tone='danger' bold>{n(a.sums.overdue)}</Txt>],
        ]} /></Card>
        {foundOf(a) ? <Txt as='p' size={2} tone='ink2'>{t('audit.results.note')}</Txt> : null}
      </Stack>
    </Section>
  )
}

function Proof({ audit: a }: { audit: AuditDetail }) {
  const [said, setSaid] = useState<Fault | 'holds'>()
  const check = useWrite(() => auditDraw(a.id), { then: draw => setSaid(faultOf(draw) ?? 'holds') })
  const run = () => { void check.run() }
  return (
    <Section title={t('audit.proof')} note={a.seed ? t('audit.proof.how') : undefined}>
      <Card>
        <Stack>
          <Facts items={[
            [t('audit.proof.commitment'), <Hash key='commitment' of={a.commitment} />],
            [t('audit.proof.seed'), a.seed ? <Hash key='seed' of={a.seed} /> : t('audit.proof.seed.not')],
            a.seal && [t('audit.proof.seal'), <Hash key='seal' of={a.seal.hash} />],
          ]} />
          {a.seed ? <Line><Seal text={t('audit.title')} hash={shortHash(a.commitment)} label={t('audit.proof.tap')} onTap={run} /><Btn busy={check.busy} onTap={run}>{t('audit.proof.check')}</Btn></Line> : null}
          {said ? <Box role='status'><Txt as='p' bold tone={said === 'holds' ? 'ok' : 'danger'}>{said === 'holds' ? t('audit.proof.holds', { n: a.lot ?? 0 }) : t(`audit.proof.bad.${said}`)}</Txt></Box> : null}
        </Stack>
      </Card>
    </Section>
  )
}

const Hash = ({ of }: { of: string }) => <Txt num>{shortHash(of)}</Txt>

function Sample({ audit: a }: { audit: AuditDetail }) {
  const all = (a.lot ?? 0) + (a.flagged ?? 0)
  return (
    <Section title={t('audit.sample')} note={t('audit.sample.mine')}>
      <Rows>{a.sample.map(s => <Row key={s.record_id} title={<Txt num>{s.number}</Txt>} note={s.drawn_by_name} />)}</Rows>
      {all > a.sample.length ? <Txt as='p' size={2} tone='ink2'>{t('audit.sample.more')}</Txt> : null}
    </Section>
  )
}
