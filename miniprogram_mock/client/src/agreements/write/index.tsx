/** Writing a text: its name, days, units and clauses. A new agreement, or a draft that is there. What is typed stays on the phone until it is sent. */
import { useState } from 'react'
import Taro from '@tarojs/taro'
import { dayAfter, localDay } from '@/core/format'
import type { Answer } from '@/core/http'
import { useLoad, useWrite, usePages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { backOr, replace, useParams } from '@/core/nav'
import { productNow } from '@/core/now'
import { useMe } from '@/core/store'
import type { AgreementTextIn, Named, WholeAgreement } from '@/core/types'
import { agreementTagged, begin, saveDraft } from '@/services/agreements'
import { units as loadUnits } from '@/services/communities'
import { Area, Box, Btn, Check, DateField, Empty, Field, LoadedView, PagedList, Row, Rows, Screen, Section, Sheet, Stack, Txt } from '@/ui'
import { ClauseSheet } from '../parts/ClauseSheet'
import { CLAUSES_MAX, clauseOf, nameOf, newRow, nextNo, partiesOf, rowOf, type Row as ClauseRow } from '../parts/rules'
import '../parts/index.scss'

interface Form { title: string; preamble: string; starts_on: string; ends_on: string; units: Named[]; clauses: ClauseRow[] }
const keptName = (id: string) => `draft:agreement:${id || 'new'}`

export default function WritePage() {
  const { id = '' } = useParams<'id'>()
  if (!id) return <Writing key='new' />
  return <Existing id={id} />
}

function Existing({ id }: { id: string }) {
  const of = useLoad(() => agreementTagged(id), [id])
  if (of.data && of.data.data.open?.state === 'draft') return <Writing key={of.data.etag ?? ''} tagged={of.data} />
  return <Screen title={t('agreements.write')}><LoadedView of={of} shape='detail'>{() => <Empty text={t('agreements.write.closed')} action={{ text: t('agreements.changes.read'), onTap: () => backOr('agreements.read', { id }) }} />}</LoadedView></Screen>
}

function firstForm(a?: WholeAgreement): Form {
  if (a?.open) {
    const { title, preamble, starts_on, ends_on, clauses } = a.open
    return { title, preamble: preamble ?? '', starts_on, ends_on, units: a.parties.filter(p => p.unit_id).map(p => ({ id: p.unit_id ?? '', name: p.name })), clauses: clauses.map(rowOf) }
  }
  const today = localDay(productNow())
  return { title: '', preamble: '', starts_on: today, ends_on: dayAfter(today, 364), units: [], clauses: [] }
}

/** What was typed the last time, if it was typed on the same text. */
function recalled(a: WholeAgreement | undefined, tag: string): Form {
  const kept = Taro.getStorageSync(keptName(a?.id ?? '')) as { tag: string; form: Form } | ''
  return kept && kept.tag === tag ? kept.form : firstForm(a)
}

function Writing({ tagged }: { tagged?: Answer<WholeAgreement> }) {
  const { membership } = useMe()
  const a = tagged?.data, tag = tagged?.etag ?? ''
  const [form, setForm] = useState(() => recalled(a, tag)), [tried, setTried] = useState(false), [editing, setEditing] = useState<ClauseRow>()
  const change = (part: Partial<Form>) => setForm(was => { const next = { ...was, ...part }; Taro.setStorageSync(keptName(a?.id ?? ''), { tag, form: next }); return next })
  const done = () => Taro.removeStorageSync(keptName(a?.id ?? ''))
  const write = useWrite((body: AgreementTextIn) => (a ? saveDraft(a.id, tag, body) : begin({ ...body, preamble: body.preamble ?? undefined, units: body.units ?? [] })), {
    done: t(a ? 'agreements.write.saved' : 'agreements.write.begun'), then: r => { done(); if (a) backOr('agreements.read', { id: r.id }); else replace('agreements.read', { id: r.id }) },
  })
  const us = membership?.community_name ?? t('agreements.write.us')
  const parties = a && a.parties.some(p => p.left_at) ? a.parties.filter(p => !p.left_at) : partiesOf(us, form.units)
  const mayChoose = !a || (!a.claim_id && !a.in_force)
  const fixed = (a?.in_force?.clauses ?? []).map(c => c.no)
  const ending = a?.open?.purpose === 'ending'
  function send() {
    setTried(true)
    if (!form.title.trim() || !form.units.length) return
    write.run({ title: form.title.trim(), preamble: form.preamble.trim() || null, starts_on: form.starts_on, ends_on: form.ends_on, clauses: form.clauses.map(clauseOf), units: mayChoose ? form.units.map(u => u.id) : null })
  }
  const refusal = write.error?.status === 412 ? t('agreements.write.changed') : write.error && !write.error.offline ? (write.fields.clauses ?? write.fields.units ?? write.error.words) : undefined
  return (
    <Screen title={t('agreements.write')} action={<Btn kind='main' wide busy={write.busy} onTap={send}>{t('agreements.write.save')}</Btn>}>
      <Box className='ag-form'>
        {refusal ? <Box role='alert'><Txt as='p' tone='danger'>{refusal}</Txt></Box> : null}
        <Stack gap={4}>
          <Field required label={t('agreements.write.title')} value={form.title} max={100} error={tried && !form.title.trim() ? t('agreements.write.bad.title') : write.fields.title} onChange={title => change({ title })} />
          {ending ? null : <DateField required label={t('agreements.write.starts')} value={form.starts_on} error={write.fields.starts_on} onChange={starts_on => change({ starts_on })} />}
          <DateField required label={t('agreements.write.ends')} value={form.ends_on} from={form.starts_on} error={write.fields.ends_on} onChange={ends_on => change({ ends_on })} />
          <Area label={t('agreements.write.preamble')} help={t('agreements.write.preamble.help')} value={form.preamble} max={2000} error={write.fields.preamble} onChange={preamble => change({ preamble })} />
        </Stack>
        {mayChoose ? <Units chosen={form.units} error={tried && !form.units.length ? t('agreements.write.bad.units') : undefined} onChange={units => change({ units })} /> : null}
        {ending ? null : (
          <Section title={t('agreements.write.clauses')} note={t('agreements.write.clauses.note')}>
            {form.clauses.length ? <Rows>{form.clauses.map(c => <Row key={c.no} lead={<Txt num tone='ink2'>{String(c.no)}</Txt>} title={c.text} note={`${t('agreements.side', { giver: nameOf(parties, c.giver), receiver: nameOf(parties, c.receiver) })} · ${t(`agreements.schedule.${c.schedule}`)} · ${c.amount} ${c.measure}`} onTap={() => setEditing(c)} />)}</Rows> : null}
            <Box className='more'>{form.clauses.length < CLAUSES_MAX ? <Btn disabled={!form.units.length} onTap={() => setEditing(newRow(Math.max(nextNo(form.clauses), a?.next_clause_no ?? 1), form.ends_on, form.clauses.length % 2 ? 0 : 1))}>{t('agreements.write.add')}</Btn> : <Txt tone='ink2'>{t('agreements.write.most')}</Txt>}</Box>
          </Section>
        )}
      </Box>
      {editing ? <ClauseSheet first={editing} parties={parties} others={form.clauses.filter(c => c.no !== editing.no)} fixed={fixed.includes(editing.no)} from={form.starts_on} to={form.ends_on}
        onKeep={row => { change({ clauses: [...form.clauses.filter(c => c.no !== row.no), row].sort((x, y) => x.no - y.no) }); setEditing(undefined) }}
        onDrop={form.clauses.some(c => c.no === editing.no) ? () => { change({ clauses: form.clauses.filter(c => c.no !== editing.no).map(c => (c.after_no === editing.no ? { ...c, after_no: null } : c)) }); setEditing(undefined) } : undefined}
        onClose={() => setEditing(undefined)} /> : null}
    </Screen>
  )
}

/** Chosen in a sheet, so that the clauses stay near; the first that is ticked leads. */
function Units({ chosen, error, onChange }: { chosen: readonly Named[]; error?: string; onChange(units: Named[]): void }) {
  const { cid } = useMe()
  const [open, setOpen] = useState(false)
  const of = usePages(cursor => loadUnits(undefined, cursor), [cid], { skip: !cid, keep: 'units:pages' })
  return (
    <Section>
      {error ? <Box role='alert'><Txt as='p' tone='danger'>{error}</Txt></Box> : null}
      <Rows><Row title={t('agreements.write.units')} note={chosen.length ? chosen.map(u => u.name).join('、') : t('agreements.write.units.choose')} onTap={() => setOpen(true)} /></Rows>
      <Sheet open={open} title={t('agreements.write.units')} closeLabel={t('ui.close')} onClose={() => setOpen(false)} foot={<Btn kind='main' wide onTap={() => setOpen(false)}>{t('agreements.write.units.done')}</Btn>}>
        <Txt as='p' size={2} tone='ink2'>{t('agreements.write.units.help')}</Txt>
        <PagedList ruled={false} of={of} empty={{ text: t('agreements.write.units.none') }} row={u => <Check key={u.id} label={u.name} on={chosen.some(c => c.id === u.id)} onChange={on => onChange(on ? [...chosen, { id: u.id, name: u.name }] : chosen.filter(c => c.id !== u.id))} />} />
      </Sheet>
    </Section>
  )
}
