/** The merchant pledges goods worth some points. */
import { useState } from 'react'
import { localDay } from '@/core/format'
import { useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { back, useParams } from '@/core/nav'
import { productNow } from '@/core/now'
import { pledge } from '@/services/redeem'
import { Btn, DateField, Field, Screen, Txt } from '@/ui'
import { wholeNumber } from '../parts/rules'
import '../parts/index.scss'

export default function PledgePage() {
  const { unit_id = '' } = useParams<'unit_id'>()
  const [title, setTitle] = useState(''), [points, setPoints] = useState(''), [until, setUntil] = useState(''), [tried, setTried] = useState(false)
  const amount = wholeNumber(points)
  const write = useWrite(pledge, { done: t('desk.pledge.done'), then: () => back() })
  function send() {
    setTried(true)
    if (title.trim() && amount) write.run({ unit_id, title: title.trim(), points: amount, valid_to: until || undefined })
  }
  return (
    <Screen title={t('desk.pledge.title')} action={<Btn kind='main' wide busy={write.busy} onTap={send}>{t('desk.pledge.send')}</Btn>}>
      <Txt as='p' className='d-lead'>{t('desk.pledge.lead')}</Txt>
      <Field required label={t('desk.pledge.what')} help={t('desk.pledge.what.help')} value={title} max={100} error={tried && !title.trim() ? t('desk.pledge.bad.what') : write.fields.title} onChange={setTitle} />
      <Field required type='number' label={t('desk.pledge.points')} help={t('desk.pledge.points.help')} value={points} suffix={t('redeem.points')} error={tried && !amount ? t('desk.pledge.bad.points') : write.fields.points} onChange={setPoints} />
      <DateField label={t('desk.pledge.to')} help={t('desk.pledge.to.help')} value={until} from={localDay(productNow())} error={write.fields.valid_to} onChange={setUntil} />
    </Screen>
  )
}
