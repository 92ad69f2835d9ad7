/** Handing in evidence of a term: photos, or one record, booking or transfer of one's own, and how much it shows. */
import { useState } from 'react'
import { plainDay, wholeNumber } from '@/core/format'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { back, useParams } from '@/core/nav'
import { productNow } from '@/core/now'
import type { DutyTermWhole, EvidenceKind, Photo } from '@/core/types'
import { handIn, sources, term as loadTerm } from '@/services/duties'
import { Area, Box, Btn, Choice, Empty, Field, LoadedView, PhotoPicker, Screen, Stack, Txt } from '@/ui'
import { leftOf } from '../duty-parts/rules'
import '../duty-parts/index.scss'

export default function EvidencePage() {
  const { id = '' } = useParams<'id'>()
  const load = useLoad(() => loadTerm(id), [id])
  return (
    <Screen title={t('duty.ev.title')}>
      <LoadedView of={load} shape='card' empty={{ text: t('duty.ev.closed'), when: x => !x.acts.includes('submit') }}>{x => <Form of={x} />}</LoadedView>
    </Screen>
  )
}

const ALL: EvidenceKind[] = ['photo', 'record', 'booking', 'transfer']

function Form({ of: x }: { of: DutyTermWhole }) {
  const named = x.duty.evidence.map(e => e.code), kinds = ALL.filter(k => !named.length || named.includes(k))
  const left = leftOf(x, x.waiting_amount)
  const [kind, setKind] = useState<EvidenceKind>(kinds[0]), [source, setSource] = useState(''), [photos, setPhotos] = useState<readonly Photo[]>([])
  const [text, setText] = useState(String(left)), [note, setNote] = useState(''), [sending, setSending] = useState(false), [tried, setTried] = useState(false)
  const found = useLoad(() => sources(x.id, kind), [x.id, kind], { skip: kind === 'photo' })
  const n = wholeNumber(text, left), amount = n && n > 0 ? n : undefined
  const write = useWrite(() => handIn(x.id, { kind, amount: amount ?? 0, photos: photos.map(p => p.id), ref_id: kind === 'photo' ? undefined : source, note: note.trim() || undefined }), { done: t('duty.ev.done'), then: back })
  const lacks = kind === 'photo' ? !photos.length : !source
  function send() {
    setTried(true)
    if (amount !== undefined && !lacks) write.run()
  }
  return (
    <Box className='a-form'><Stack gap={4}>
      <Txt as='p' bold>{t('duty.ev.lead', { text: x.duty.text, n: left, unit: x.duty.measure })}</Txt>
      {kinds.length > 1 ? <Choice<EvidenceKind> required label={t('duty.ev.kind')} value={kind} options={kinds.map(value => ({ value, text: t(`duty.ev.${value}`), note: t(`duty.ev.${value}.note`) }))} onChange={v => { setKind(v); setSource('') }} /> : null}
      {kind === 'photo' ? null : (
        <LoadedView of={found} shape='rows'>{all => all.length
          ? <Choice required label={t('duty.ev.source')} value={source} options={all.map(s => ({ value: s.id, text: s.title, note: `${plainDay(s.day, productNow())} · ${s.size}` }))} error={tried && !source ? t('duty.ev.source.need') : write.fields.ref_id} onChange={setSource} />
          : <Empty text={t('duty.ev.source.none', { name: t(`duty.ev.${kind}`) })} />}</LoadedView>
      )}
      <PhotoPicker required={kind === 'photo'} label={t('duty.ev.photos')} value={photos} error={tried && kind === 'photo' && !photos.length ? t('duty.ev.photos.need') : write.fields.photos} onChange={setPhotos} onBusy={setSending} />
      <Field required type='number' label={t('duty.ev.amount')} suffix={x.duty.measure} value={text} error={tried && amount === undefined ? t('duty.ev.amount.bad', { n: left }) : write.fields.amount} onChange={setText} />
      <Area label={t('duty.ev.note')} help={t('duty.ev.note.help')} value={note} max={500} error={write.fields.note} onChange={setNote} />
      <Btn kind='main' wide disabled={sending} busy={write.busy} onTap={send}>{t('duty.ev.send')}</Btn>
    </Stack></Box>
  )
}
