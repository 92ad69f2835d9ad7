/** One thing on offer: how many, what it costs, exchange. */
import { useState } from 'react'
import { ask } from '@/core/dialogs'
import { dateTime, number, points, shortDay } from '@/core/format'
import { useLoad, useWrite, type Write } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go, replace, useParams } from '@/core/nav'
import { useMe } from '@/core/store'
import type { Offer, Voucher } from '@/core/types'
import { passbook } from '@/services/passbook'
import { offer as loadOffer, prices, takeVoucher } from '@/services/redeem'
import { Box, Btn, Card, Facts, Figure, LoadedView, Photos, Row, Rows, Screen, Section, Stack, Stepper, Txt } from '@/ui'
import { Elsewhere } from './Elsewhere'
import '../index.scss'
import { barOf, capsOf, costOf, lackOf, mostOf, stockOf } from '../rules'

export default function OfferPage() {
  const { id = '' } = useParams<'id'>()
  const { cid } = useMe()
  const [count, setCount] = useState(1)
  const offer = useLoad(() => loadOffer(id), [id], { keep: 'offer-2:' + id })
  const books = useLoad(passbook, [cid], { keep: 'passbook', skip: !cid })
  const have = books.data?.books.find(b => b.book === 'point')?.available ?? 0
  const take = useWrite((o: Offer) => takeVoucher(o.id, count, o.price_points), { done: t('redeem.taken') })
  async function exchange(o: Offer) {
    const n = points(costOf(o, count))
    if (!(await ask({ title: t('redeem.ask', { n }), text: t('redeem.ask.text', { title: o.title, count }), yes: t('redeem.ask.yes') }))) return
    const voucher = await take.run(o)
    if (voucher) return replace('redeem.voucher', { id: voucher.id })
    await Promise.all([offer.reload(), books.reload()])
    setCount(1)
  }
  const o = offer.data, known = o && books.data
  return (
    <Screen title={t('redeem.offer')} action={known ? <Take offer={o} count={count} have={have} busy={take.busy} onTake={() => exchange(o)} /> : undefined}>
      <LoadedView of={offer} shape='detail'>{x => <Shown offer={x} have={books.data && have} count={count} onCount={n => { setCount(n); take.clear() }} problem={words(take.error)} />}</LoadedView>
    </Screen>
  )
}

/** The one button: exchange, or the word that says why not; who lacks points is shown the way to some. */
function Take({ offer: o, count, have, busy, onTake }: { offer: Offer; count: number; have: number; busy: boolean; onTake(): void }) {
  const bar = barOf(o)
  if (bar) return <Btn kind='main' wide disabled onTap={onTake}>{stockOf(o)}</Btn>
  if (lackOf(o, count, have)) return <Btn wide onTap={() => go('act')}>{t('redeem.earn')}</Btn>
  return <Btn kind='main' wide busy={busy} onTap={onTake}>{t('redeem.take', { n: points(costOf(o, count)) })}</Btn>
}

/** What a refusal means; it stays on the page while the message at its foot goes. */
function words(error: Write<[Offer], Voucher>['error']) {
  if (error?.code === 'price_changed') return t('redeem.price.changed')
  if (error?.code === 'insufficient_points') return t('redeem.poor', { available: points(Number(error.problem.available ?? 0)), needed: points(Number(error.problem.needed ?? 0)) })
  const again = error?.problem.again_at
  return error && typeof again === 'string' ? `${error.problem.detail ?? error.problem.title}。${t('shop.again', { when: dateTime(again) })}` : error?.words
}

function Shown({ offer: o, have, count, onCount, problem }: { offer: Offer; have?: number; count: number; onCount(n: number): void; problem?: string }) {
  const most = mostOf(o, have ?? 0)
  return (
    <Stack gap={4}>
      {problem ? <Box role='alert' className='rd-refused'><Txt as='p' tone='danger' bold>{problem}</Txt></Box> : null}
      <Txt as='h2' size={4} bold>{o.title}</Txt>
      <Figure value={number(o.price_points)} unit={t('redeem.points')} label={t('redeem.price')} tone='amber' />
      {o.photos.length ? <Photos items={o.photos} /> : null}
      {o.text ? <Txt as='p'>{o.text}</Txt> : null}
      <Card><Facts items={[[t('redeem.unit'), o.unit.name], [t('redeem.good'), t('redeem.days', { n: o.voucher_days })], [t('redeem.stock'), stockOf(o)], [t('shop.caps'), capsOf(o).join('，')], [t('shop.refund.terms'), o.refund_days ? t('shop.refund.days', { n: o.refund_days }) : t('shop.refund.none')]]} /></Card>
      {!barOf(o) && most > 1 ? <Stepper label={t('redeem.count')} value={count} min={1} max={most} unit={t('redeem.parts')} onChange={onCount} /> : null}
      {have === undefined || barOf(o) ? null : <Rest offer={o} count={count} have={have} />}
      {have !== undefined && !barOf(o) && lackOf(o, count, have) ? <Elsewhere offerId={o.id} lack={lackOf(o, count, have)} /> : null}
      <Rows><Row title={o.unit.name} note={t('shop.look')} onTap={() => go('redeem.offers', { unit_id: o.unit.id, name: o.unit.name })} /></Rows>
      <Prices offer={o} />
    </Stack>
  )
}

/** What it cost when: a price that came down, or went up, is no secret. */
function Prices({ offer: o }: { offer: Offer }) {
  const rows = useLoad(() => prices(o.id).then(r => r.items), [o.id, o.version], { keep: 'prices:' + o.id })
  if (!rows.data || rows.data.length < 2) return null
  return (
    <Section title={t('shop.prices')}>
      <Rows>{rows.data.map(p => <Row key={p.from_at} title={p.to_at ? t('shop.price.span', { from: shortDay(p.from_at), to: shortDay(p.to_at) }) : t('shop.price.since', { from: shortDay(p.from_at) })} note={p.to_at ? undefined : t('shop.price.now')} value={<Txt num bold tone={p.to_at ? 'ink2' : 'amber'}>{points(p.price_points)}</Txt>} />)}</Rows>
    </Section>
  )
}

/** What I have, and what is left of it afterwards or missing for it. */
function Rest({ offer: o, count, have }: { offer: Offer; count: number; have: number }) {
  const lack = lackOf(o, count, have)
  return <Txt as='p' num tone='ink2'>{t('redeem.have', { n: points(have) })}{lack ? <Txt bold tone='danger'>{t('redeem.have.short', { n: points(lack) })}</Txt> : t('redeem.have.rest', { n: points(have - costOf(o, count)) })}</Txt>
}
