/** The desk or the keeper discloses what a fund was used for. */
import { useState } from 'react'
import { fen, localDay, wholeNumber } from '@/core/format'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { back, useParams } from '@/core/nav'
import { productNow } from '@/core/now'
import type { Fund, FundUseIn, Photo } from '@/core/types'
import { fund as load, recordUse } from '@/services/giving'
import { entries } from '@/services/lists'
import { Btn, DateField, Field, LoadedView, PhotoPicker, Picker, Screen } from '@/ui'
import { fenOf, quantity } from '../parts/rules'

export default function UsePage() {
  const { fund_id = '' } = useParams<'fund_id'>()
  const of = useLoad(() => load(fund_id), [fund_id])
  if (of.data) return <Form fund={of.data} />
  return <Screen title={t('giving.use')}><LoadedView of={of} shape='card'>{() => null}</LoadedView></Screen>
}

function Form({ fund: f }: { fund: Fund }) {
  const [of, setOf] = useState('money'), [text, setText] = useState(''), [purpose, setPurpose] = useState(''), [day, setDay] = useState(localDay(productNow())), [evidence, setEvidence] = useState('')
  const [photos, setPhotos] = useState<readonly Photo[]>([]), [sending, setSending] = useState(false), [tried, setTried] = useState(false)
  const [entry, setEntry] = useState(''), works = useLoad(() => entries('welfare_work').then(page => page.items), [])
  const goods = f.goods.find(g => g.id === of), left = goods ? goods.left : f.money.left
  const n = goods ? wholeNumber(text, 1e9) : fenOf(text), isOver = !!n && n > left
  const write = useWrite((body: FundUseIn) => recordUse(f.id, body), { done: t('giving.use.done'), then: () => back() })
  const bad = { amount: !n ? t(goods ? 'giving.bad.count' : 'giving.bad.yuan') : isOver ? t('giving.use.over', { n: quantity(left, goods ?? null) }) : undefined, purpose: purpose.trim().length < 2, evidence: !evidence.trim() }
  function send() {
    setTried(true)
    if (n && !isOver && !bad.purpose && !bad.evidence && day && !sending) write.run({ amount: n, goods_id: goods?.id, purpose: purpose.trim(), used_on: day, evidence: evidence.trim(), entry_id: entry || undefined, photos: photos.map(p => p.id) })
  }
  return (
    <Screen title={t('giving.use')} action={<Btn kind='main' wide busy={write.busy} onTap={send}>{t('giving.use.send')}</Btn>}>
      <Picker required label={t('giving.use.of')} value={of} options={[{ value: 'money', text: t('giving.use.of.money', { n: fen(f.money.left) }) }, ...f.goods.map(g => ({ value: g.id, text: t('giving.use.of.goods', { what: g.what, n: quantity(g.left, g) }) }))]} onChange={v => { setOf(v); setText('') }} />
      <Field required type='number' label={t('giving.fund.amount')} value={text} suffix={goods?.unit ?? t('giving.yuan')} error={tried ? bad.amount ?? write.fields.amount : undefined} onChange={setText} />
      <Field required label={t('giving.use.purpose')} help={t('giving.use.purpose.help')} value={purpose} max={100} error={tried && bad.purpose ? t('giving.use.bad.purpose') : write.fields.purpose} onChange={setPurpose} />
      <DateField required label={t('giving.use.day')} value={day} to={localDay(productNow())} error={write.fields.used_on} onChange={setDay} />
      <Field required label={t('giving.use.evidence')} help={t('giving.use.evidence.help')} value={evidence} max={100} error={tried && bad.evidence ? t('giving.record.bad.evidence') : write.fields.evidence} onChange={setEvidence} />
      {works.data?.length ? <Picker label={t('giving.use.entry')} help={t('giving.use.entry.help')} value={entry} options={works.data.map(e => ({ value: e.id, text: e.title }))} onChange={setEntry} /> : null}
      <PhotoPicker value={photos} error={write.fields.photos} onChange={setPhotos} onBusy={setSending} />
    </Screen>
  )
}
