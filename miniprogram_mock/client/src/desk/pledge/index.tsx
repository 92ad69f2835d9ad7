/** The merchant pledges goods: so many pieces at so many points each. */
import { useState } from 'react'
import { localDay, points, wholeNumber } from '@/core/format'
import { useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { back, useParams } from '@/core/nav'
import { productNow } from '@/core/now'
import { pledge } from '@/services/redeem'
import { Btn, DateField, Field, Screen, Txt } from '@/ui'
import '../parts/index.scss'

const MOST = 1_000_000

export default function PledgePage() {
  const { unit_id = '' } = useParams<'unit_id'>()
  const [title, setTitle] = useState(''), [count, setCount] = useState(''), [measure, setMeasure] = useState(''), [each, setEach] = useState(''), [until, setUntil] = useState(''), [tried, setTried] = useState(false)
  const quantity = wholeNumber(count, MOST), points_each = wholeNumber(each, MOST)
  const write = useWrite(pledge, { done: t('desk.pledge.done'), then: () => back() })
  function send() {
    setTried(true)
    if (title.trim() && quantity && measure.trim() && points_each) write.run({ unit_id, title: title.trim(), quantity, measure: measure.trim(), points_each, valid_to: until || undefined })
  }
  return (
    <Screen title={t('desk.pledge.title')} action={<Btn kind='main' wide busy={write.busy} onTap={send}>{t('desk.pledge.send')}</Btn>}>
      <Txt as='p' className='d-lead'>{t('desk.pledge.lead')}</Txt>
      <Field required label={t('desk.pledge.what')} help={t('desk.pledge.what.help')} value={title} max={100} error={tried && !title.trim() ? t('desk.pledge.bad.what') : write.fields.title} onChange={setTitle} />
      <Field required type='number' label={t('shop.pledge.quantity')} value={count} suffix={measure.trim()} error={tried && !quantity ? t('shop.pledge.bad') : write.fields.quantity} onChange={setCount} />
      <Field required label={t('shop.pledge.measure')} help={t('shop.pledge.measure.help')} value={measure} max={10} error={tried && !measure.trim() ? t('shop.pledge.bad.measure') : write.fields.measure} onChange={setMeasure} />
      <Field required type='number' label={t('shop.pledge.each')} value={each} suffix={t('redeem.points')} error={tried && !points_each ? t('shop.pledge.bad') : write.fields.points_each} onChange={setEach} />
      {quantity && points_each ? <Txt as='p' num bold tone='amber' className='d-lead'>{t('shop.pledge.sum', { n: points(quantity * points_each) })}</Txt> : null}
      <DateField label={t('desk.pledge.to')} help={t('desk.pledge.to.help')} value={until} from={localDay(productNow())} error={write.fields.valid_to} onChange={setUntil} />
    </Screen>
  )
}
