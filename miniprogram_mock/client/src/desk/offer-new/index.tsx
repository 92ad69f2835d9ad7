/** The merchant puts something on offer, out of one of its pledges. */
import { useState } from 'react'
import { points } from '@/core/format'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { back, replace, useParams } from '@/core/nav'
import type { Pledge } from '@/core/types'
import { addOffer, pledges } from '@/services/redeem'
import { Area, Btn, Empty, Field, LoadedView, Picker, Screen, Stack } from '@/ui'
import { wholeNumber } from '../parts/rules'

const active = (unitId: string) => pledges(unitId).then(page => page.items.filter(p => p.state === 'active'))

export default function OfferNewPage() {
  const { unit_id = '', pledge_id = '' } = useParams<'unit_id' | 'pledge_id'>()
  const load = useLoad(() => active(unit_id), [unit_id])
  const none = load.data?.length === 0
  return (
    <Screen title={t('desk.offer.title')}>
      <LoadedView of={load} shape='card'>{list => (none ? <Empty text={t('desk.offer.nopledge')} action={{ text: t('desk.pledge.more'), onTap: () => replace('desk.pledge', { unit_id }) }} /> : <Form pledges={list} first={pledge_id || list[0].id} />)}</LoadedView>
    </Screen>
  )
}

function Form({ pledges: list, first }: { pledges: Pledge[]; first: string }) {
  const [pledgeId, setPledgeId] = useState(first), [title, setTitle] = useState(''), [text, setText] = useState('')
  const [price, setPrice] = useState(''), [stock, setStock] = useState(''), [days, setDays] = useState('30'), [tried, setTried] = useState(false)
  const numbers = { price_points: wholeNumber(price), stock: wholeNumber(stock), voucher_days: wholeNumber(days) }
  const write = useWrite(addOffer, { done: t('desk.offer.done'), then: () => back() })
  function send() {
    setTried(true)
    const { price_points, stock: count, voucher_days } = numbers
    if (title.trim() && price_points && count && voucher_days) write.run({ pledge_id: pledgeId, title: title.trim(), text: text.trim() || undefined, price_points, stock: count, voucher_days })
  }
  const bad = (name: keyof typeof numbers) => (tried && !numbers[name] ? t('desk.offer.bad') : write.fields[name])
  return (
    <Stack gap={4}>
      <Picker required label={t('desk.offer.of')} value={pledgeId} options={list.map(p => ({ value: p.id, text: p.title, note: points(p.points - p.redeemed - p.lapsed) }))} onChange={setPledgeId} />
      <Field required label={t('desk.offer.name')} value={title} max={60} error={tried && !title.trim() ? t('desk.offer.bad.name') : write.fields.title} onChange={setTitle} />
      <Area label={t('desk.offer.text')} value={text} max={500} error={write.fields.text} onChange={setText} />
      <Field required type='number' label={t('desk.offer.price')} value={price} suffix={t('redeem.points')} error={bad('price_points')} onChange={setPrice} />
      <Field required type='number' label={t('desk.offer.stock')} value={stock} suffix={t('redeem.parts')} error={bad('stock')} onChange={setStock} />
      <Field required type='number' label={t('desk.offer.days')} value={days} error={bad('voucher_days')} onChange={setDays} />
      <Btn kind='main' wide busy={write.busy} onTap={send}>{t('desk.offer.send')}</Btn>
    </Stack>
  )
}
