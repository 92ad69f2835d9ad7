/** Ask for a certificate: of which days, what it will say, whose document; it is there at once. The desk asks so for who signed a form. */
import { useState } from 'react'
import { exactHours, hours, localDay, plainDay } from '@/core/format'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go, replace, useParams } from '@/core/nav'
import { productNow } from '@/core/now'
import { useMe } from '@/core/store'
import type { CertificatePreview, IdentityKind, Photo } from '@/core/types'
import { issue, preview } from '@/services/certificates'
import { Box, Btn, Choice, DateField, Empty, Field, Figure, LoadedView, PhotoPicker, Picker, Row, Rows, Screen, Section, Stack, Txt } from '@/ui'
import { FIRST, listed } from '../parts/rules'
import '../parts/index.scss'

type Span = 'all' | 'year' | 'days'
const KINDS: IdentityKind[] = ['resident', 'passport', 'hk_macao', 'taiwan', 'foreigner']

export default function AskPage() {
  const { cid } = useMe(), { for: whose } = useParams<'for'>()
  const today = localDay(productNow())
  const [span, setSpan] = useState<Span>('all'), [first, setFirst] = useState(`${today.slice(0, 8)}01`), [last, setLast] = useState(today), [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [kind, setKind] = useState<IdentityKind>('resident'), [number, setNumber] = useState(''), [volunteer, setVolunteer] = useState(''), [purpose, setPurpose] = useState(''), [tried, setTried] = useState(false), [form, setForm] = useState<readonly Photo[]>([]), [sending, setSending] = useState(false)
  const [from, to] = span === 'all' ? [] : span === 'year' ? [`${today.slice(0, 4)}-01-01`, today] : [first, last]
  const of = useLoad(() => preview(from, to, whose), [cid, from, to, whose], { skip: !cid })
  const write = useWrite(issue, { done: r => t('certificates.ask.done', { number: r.number }), then: () => replace(whose ? 'certificates.issued' : 'certificates.mine') })
  const signed = form.at(-1)
  const sum = listed(of.data?.records ?? [], left)
  function send() {
    setTried(true)
    if (!number.trim() || !sum.kept.length || (whose && !signed)) return
    write.run({ identity_kind: kind, identity_number: number.trim(), volunteer_number: volunteer.trim(), purpose: purpose.trim(), from: from ?? null, to: to ?? null, record_ids: left.size ? sum.kept.map(r => r.id) : null, on_behalf_of: whose && signed ? { member_id: whose, consent_photo_id: signed.id } : null })
  }
  const can = !!of.data?.records.length
  return (
    <Screen title={t(whose ? 'certificates.for' : 'certificates.ask')} action={can ? <Btn kind='main' wide busy={write.busy || sending} disabled={!sum.kept.length} onTap={send}>{t('certificates.ask.send')}</Btn> : undefined}>
      <Stack gap={3}>
        <LoadedView of={of} shape='detail'>{p => (p.records.length ? (
          <Box>{whose ? <Txt as='h2' size={4} bold>{p.name}</Txt> : null}<Figure label={t('certificates.ask.sum')} value={exactHours(sum.minutes)} tone='record' /><Txt as='p' tone='ink2'>{`${t('certificates.ask.times', { n: sum.kept.length })} · ${t('certificates.ask.by', { name: p.issuer })}`}</Txt></Box>
        ) : whose ? <Empty text={t('certificates.for.none', { name: p.name })} /> : <Empty text={t('certificates.ask.none')} action={{ text: t('certificates.ask.none.go'), onTap: () => go('volunteering.records') }} />)}</LoadedView>
        {write.error && !Object.keys(write.fields).length ? <Box role='alert' className='ce-no'><Txt as='p' tone='warn' bold>{write.error.words}</Txt></Box> : null}
        {whose && can ? <Box><PhotoPicker required most={1} label={t('certificates.for.form')} value={form} error={tried && !signed ? t('certificates.for.form.bad') : write.fields.photos} onChange={setForm} onBusy={setSending} /><Txt as='p' size={2} tone='ink2'>{t('certificates.for.form.help')}</Txt></Box> : null}
        <Choice<Span> required inline label={t('certificates.ask.period')} value={span} options={(['all', 'year', 'days'] as const).map(value => ({ value, text: t(`certificates.ask.${value}`) }))} onChange={v => { setSpan(v); setLeft(new Set()) }} />
        {span === 'days' ? <><DateField required label={t('certificates.ask.from')} value={first} to={last} onChange={setFirst} /><DateField required label={t('certificates.ask.to')} value={last} from={first} to={today} error={write.fields.to} onChange={setLast} /></> : null}
        {can ? (
          <>
            <Picker<IdentityKind> required label={t('certificates.ask.kind')} value={kind} options={KINDS.map(value => ({ value, text: t(`certificates.kind.${value}`) }))} onChange={setKind} />
            <Field required label={t('certificates.ask.number')} help={t(whose ? 'certificates.for.number.help' : 'certificates.ask.number.help')} value={number} max={30} error={tried && !number.trim() ? t('certificates.ask.number.bad') : write.fields.identity_number} onChange={setNumber} />
            <Field label={t('certificates.ask.volunteer')} help={t('certificates.ask.volunteer.help')} value={volunteer} max={30} error={write.fields.volunteer_number} onChange={setVolunteer} />
            <Field label={t('certificates.ask.purpose')} help={t('certificates.ask.purpose.help')} value={purpose} max={60} error={write.fields.purpose} onChange={setPurpose} />
            <Txt as='p' size={2} tone='ink2'>{t('certificates.ask.who', { name: of.data?.name ?? '' })}</Txt>
            <Listed of={of.data!} left={left} onChange={setLeft} />
            {!sum.kept.length ? <Box role='alert'><Txt as='p' tone='warn' bold>{t('certificates.ask.chosen')}</Txt></Box> : null}
          </>
        ) : null}
      </Stack>
    </Screen>
  )
}

/** The records it lists; a tap leaves one out or takes it in again. */
function Listed({ of: p, left, onChange }: { of: CertificatePreview; left: ReadonlySet<string>; onChange(left: ReadonlySet<string>): void }) {
  const [all, setAll] = useState(false)
  const newest = [...p.records].reverse(), rows = all ? newest : newest.slice(0, FIRST)
  function flip(id: string) {
    const next = new Set(left)
    if (!next.delete(id)) next.add(id)
    onChange(next)
  }
  return (
    <Section title={t('certificates.ask.lines')} note={t('certificates.ask.lines.note')}>
      <Rows>{rows.map(r => <Row key={r.id} title={r.title} note={`${plainDay(r.day)} · ${r.number}`} value={left.has(r.id) ? <Txt tone='ink2'>{t('certificates.ask.left')}</Txt> : <Txt num bold tone='record'>{hours(r.minutes)}</Txt>} onTap={() => flip(r.id)} />)}</Rows>
      {rows.length < newest.length ? <Btn kind='quiet' onTap={() => setAll(true)}>{t('certificates.ask.more', { n: newest.length })}</Btn> : null}
    </Section>
  )
}
