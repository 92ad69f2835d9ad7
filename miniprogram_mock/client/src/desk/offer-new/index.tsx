/** The merchant puts something on offer, out of one of its pledges. */
import { useState } from 'react'
import { points } from '@/core/format'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { back, replace, useParams } from '@/core/nav'
import type { Pledge } from '@/core/types'
import { addOffer, pledges } from '@/services/redeem'
import { Area, Btn, Field, LoadedView, Picker, Screen, Txt } from '@/ui'
import { wholeNumber } from '../parts/rules'

/** A voucher is good for a year at most. */
const MOST_DAYS = 365
const active = (unitId: string) => pledges(unitId).then(page => page.items.filter(p => p.state === 'active'))
const restOf = (p: Pledge) => p.points - p.redeemed - p.lapsed

export default function OfferNewPage() {
  const { unit_id = '', pledge_id = '' } = useParams<'unit_id' | 'pledge_id'>()
  const load = useLoad(() => active(unit_id), [unit_id])
  if (load.data?.length) return <Form pledges={load.data} first={load.data.some(p => p.id === pledge_id) ? pledge_id : load.data[0].id} />
  return (
    <Screen title={t('desk.offer.title')}>
      <LoadedView of={load} shape='card' empty={{ when: list => !list.length, text: t('desk.offer.nopledge'), action: { text: t('desk.pledge.more'), onTap: () => replace('desk.pledge', { unit_id }) } }}>{() => null}</LoadedView>
    </Screen>
  )
}

function Form({ pledges: list, first }: { pledges: Pledge[]; first: string }) {
  const [pledgeId, setPledgeId] = useState(first), [title, setTitle] = useState(''), [text, setText] = useState('')
  const [price, setPrice] = useState(''), [stock, setStock] = useState(''), [days, setDays] = useState('30'), [tried, setTried] = useState(false)
  const numbers = { price_points: wholeNumber(price), stock: wholeNumber(stock), voucher_days: wholeNumber(days, MOST_DAYS) }
  const write = useWrite(addOffer, { done: t('desk.offer.done'), then: () => back() })
  const of = list.find(p => p.id === pledgeId)
  function send() {
    setTried(true)
    const { price_points, stock: count, voucher_days } = numbers
    if (title.trim() && price_points && count && voucher_days) write.run({ pledge_id: pledgeId, title: title.trim(), text: text.trim() || undefined, price_points, stock: count, voucher_days })
  }
  const bad = (name: keyof typeof numbers) => (tried && !numbers[name] ? t(name === 'voucher_days' ? 'desk.offer.bad.days' : 'desk.offer.bad') : write.fields[name])
  return (
    <Screen title={t('desk.offer.title')} action={<Btn kind='main' wide busy={write.busy} onTap={send}>{t('desk.offer.send')}</Btn>}>
      <Picker required label={t('desk.offer.of')} value={pledgeId} options={list.map(p => ({ value: p.id, text: p.title }))} onChange={setPledgeId} />
      <Field required label={t('desk.offer.name')} value={title} max={60} error={tried && !title.trim() ? t('desk.offer.bad.name') : write.fields.title} onChange={setTitle} />
      <Field required type='number' label={t('desk.offer.price')} value={price} suffix={t('redeem.points')} error={bad('price_points')} onChange={setPrice} />
      <Field required type='number' label={t('desk.offer.stock')} value={stock} suffix={t('redeem.parts')} error={bad('stock')} onChange={setStock} />
      <Field required type='number' label={t('desk.offer.days')} value={days} suffix={t('desk.offer.day')} error={bad('voucher_days')} onChange={setDays} />
      <Area label={t('desk.offer.text')} help={t('desk.offer.text.help')} value={text} max={500} error={write.fields.text} onChange={setText} />
      {of && numbers.price_points && numbers.stock ? <Sum all={numbers.price_points * numbers.stock} rest={restOf(of)} /> : null}
    </Screen>
  )
}

/** Whether the goods reach for all of it, before anybody stands at the till in vain. */
const Sum = ({ all, rest }: { all: number; rest: number }) => <Txt as='p' num tone={all > rest ? 'warn' : 'ink2'}>{t(all > rest ? 'desk.offer.over' : 'desk.offer.sum', { all: points(all), rest: points(rest) })}</Txt>
