/** The community's reserve, for everybody to see: what is there, up to where it pays, every line; the lead fills it by two hands. */
import { useState } from 'react'
import { toast } from '@/core/dialogs'
import { dateTime, dayAfter, localDay, number, plainDay, points } from '@/core/format'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { productNow } from '@/core/now'
import { useMe } from '@/core/store'
import type { Reserve, ReserveSource } from '@/core/types'
import { decideReserve, proposeReserve, reserve, setTerms } from '@/services/guarantees'
import { Btn, Card, Choice, DateField, Facts, Field, Figure, Line, LoadedView, Row, Rows, Screen, Section, Sheet, Stack, Txt, type Option } from '@/ui'
import '../index.scss'

type Change = (r: Reserve) => void

export default function ReservePage() {
  const { cid } = useMe()
  const load = useLoad(reserve, [cid], { keep: 'reserve', skip: !cid })
  const [sheet, setSheet] = useState<'fill' | 'terms'>()
  const done: Change = r => { load.set(r); setSheet(undefined) }
  return (
    <Screen title={t('till.res.title')} action={load.data?.may_fill ? <Btn kind='main' wide onTap={() => setSheet('fill')}>{t('till.res.fill')}</Btn> : undefined}>
      <LoadedView of={load} shape='detail'>{r => (
        <>
          <Shown of={r} onChange={load.set} onTerms={() => setSheet('terms')} />
          {sheet === 'fill' ? <Fill of={r} onClose={() => setSheet(undefined)} onDone={done} /> : null}
          {sheet === 'terms' ? <Terms of={r} onClose={() => setSheet(undefined)} onDone={done} /> : null}
        </>
      )}</LoadedView>
    </Screen>
  )
}

function Shown({ of: r, onChange, onTerms }: { of: Reserve; onChange: Change; onTerms(): void }) {
  return (
    <Stack gap={4}>
      <Card><Figure label={t('till.res.has')} value={number(r.balance)} unit={t('redeem.points')} tone='amber' /></Card>
      <Txt as='p' tone='ink2'>{t('till.res.lead')}</Txt>
      {r.proposed.length ? <Section title={t('till.res.open')}><Stack gap={3}>{r.proposed.map(p => <Proposed key={p.id} of={p} onChange={onChange} />)}</Stack></Section> : null}
      <Section title={t('till.res.terms')} aside={r.may_fill ? <Btn kind='quiet' onTap={onTerms}>{t('till.res.set')}</Btn> : undefined}>
        <Rows>
          <Row title={t('till.res.per')} value={<Txt num>{points(r.terms.per_redemption)}</Txt>} />
          <Row title={t('till.res.month')} value={<Txt num>{points(r.terms.per_month)}</Txt>} />
        </Rows>
      </Section>
      <Section title={t('till.res.since', { day: plainDay(r.since) })}>
        <Facts items={[[t('till.res.came'), points(r.came)], [t('till.res.went'), points(r.went)]]} />
      </Section>
      <Section title={t('till.res.lines')}>
        {r.lines.length ? <Rows>{r.lines.map((l, i) => <Row key={i} title={l.title} note={dateTime(l.at)} value={<Stack gap={0}><Txt num bold tone='amber'>{l.points > 0 ? '+' : ''}{points(l.points)}</Txt><Txt num size={1} tone='ink2'>{t('till.res.balance', { n: number(l.balance) })}</Txt></Stack>} />)}</Rows> : <Txt as='p' tone='ink2'>{t('till.res.lines.none')}</Txt>}
      </Section>
    </Stack>
  )
}

function Proposed({ of: p, onChange }: { of: Reserve['proposed'][number]; onChange: Change }) {
  const write = useWrite((move: 'confirm' | 'decline') => decideReserve(p.id, move).then(r => { toast(t(`till.res.${move === 'confirm' ? 'yes' : 'no'}.done`)); return r }), { then: onChange })
  return (
    <Card>
      <Stack gap={2}>
        <Txt bold num>{points(p.points)} · {p.reason}</Txt>
        <Txt size={2} tone='ink2'>{t('till.res.open.note', { by: p.proposed_by, from: p.source_name })} · {dateTime(p.proposed_at)}</Txt>
        {p.may_decide ? <Line><Btn kind='main' busy={write.busy} onTap={() => write.run('confirm')}>{t('till.res.yes')}</Btn><Btn busy={write.busy} onTap={() => write.run('decline')}>{t('till.res.no')}</Btn></Line> : null}
      </Stack>
    </Card>
  )
}

interface SheetProps { of: Reserve; onClose(): void; onDone: Change }

function Fill({ of: r, onClose, onDone }: SheetProps) {
  const [source, setSource] = useState<ReserveSource>('backing'), [much, setMuch] = useState(''), [reason, setReason] = useState(''), [tried, setTried] = useState(false)
  const write = useWrite(() => proposeReserve({ source, points: Number(much), reason }), { done: t('till.res.sent'), then: onDone })
  const badPoints = !(Number(much) >= 1), badReason = reason.trim().length < 2
  const send = () => { setTried(true); if (!badPoints && !badReason) write.run() }
  return (
    <Sheet open title={t('till.res.fill')} closeLabel={t('ui.close')} onClose={onClose} foot={<Btn kind='main' wide busy={write.busy} onTap={send}>{t('till.res.send')}</Btn>}>
      <Choice required label={t('till.res.from')} value={source} options={r.sources.map((s): Option<ReserveSource> => ({ value: s.source, text: s.name, note: t('till.res.from.note', { n: points(s.available) }) }))} onChange={v => setSource(v)} />
      <Field required type='number' label={t('till.res.points')} value={much} max={9} error={tried && badPoints ? t('till.res.bad') : write.fields.points} onChange={v => setMuch(v.replace(/\D/g, ''))} />
      <Field required label={t('till.res.why')} help={t('till.res.why.help')} value={reason} max={100} error={tried && badReason ? t('till.flags.need') : write.fields.reason} onChange={setReason} />
    </Sheet>
  )
}

function Terms({ of: r, onClose, onDone }: SheetProps) {
  const today = localDay(productNow())
  const [per, setPer] = useState(String(r.terms.per_redemption)), [month, setMonth] = useState(String(r.terms.per_month)), [from, setFrom] = useState(dayAfter(today, 1))
  const write = useWrite(() => setTerms({ per_redemption: Number(per), per_month: Number(month), valid_from: from }), { done: t('till.res.set.done'), then: onDone })
  const digits = (v: string) => v.replace(/\D/g, ''), bad = (v: string) => (v === '' ? t('till.res.bad.term') : undefined)
  return (
    <Sheet open title={t('till.res.terms')} closeLabel={t('ui.close')} onClose={onClose} foot={<Btn kind='main' wide busy={write.busy} disabled={!per || !month} onTap={() => write.run()}>{t('till.res.set.send')}</Btn>}>
      <Field required type='number' label={t('till.res.per')} suffix={t('redeem.points')} value={per} max={9} error={bad(per)} onChange={v => setPer(digits(v))} />
      <Field required type='number' label={t('till.res.month')} suffix={t('redeem.points')} value={month} max={9} error={bad(month)} onChange={v => setMonth(digits(v))} />
      <DateField required label={t('till.res.set.day')} value={from} from={today} error={write.fields.valid_from} onChange={setFrom} />
    </Sheet>
  )
}
