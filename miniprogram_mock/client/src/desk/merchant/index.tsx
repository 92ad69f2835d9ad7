/** The merchant's desk: today first, what waits, then what is on offer and what was pledged. */
import { useState } from 'react'
import { ask } from '@/core/dialogs'
import { clock, localDay, number, plainDay, points } from '@/core/format'
import { useLoad, usePages, useWrite, type Pages } from '@/core/hooks'
import { ApiError } from '@/core/http'
import { t } from '@/core/i18n'
import { go, useParams } from '@/core/nav'
import { productNow } from '@/core/now'
import { useMe } from '@/core/store'
import type { Merchant, Move, Offer, OfferMove, Pledge } from '@/core/types'
import { merchant, month, refundRequests } from '@/services/merchants'
import { moveOffer, offers, pledges, redemptions, statement } from '@/services/redeem'
import { Box, Btn, Card, Chip, Facts, Figure, Line, PagedList, Row, Rows, Screen, Section, Sheet, Stack, StartPage, Txt } from '@/ui'
import { QueueStrip } from '../parts/QueueStrip'
import '../parts/index.scss'

export default function MerchantDesk() {
  const { unit_id = '' } = useParams<'unit_id'>()
  const { merchants: mine, contactOf, cid } = useMe()
  const isContact = contactOf.some(u => u.id === unit_id)
  const name = mine.find(u => u.id === unit_id)?.name ?? t('desk.merchant')
  const shop = useLoad(() => merchant(unit_id).catch((e: unknown) => { if (e instanceof ApiError && e.status === 404) return null; throw e }), [unit_id], { keep: 'shop:' + unit_id, skip: !cid })
  return (
    <Screen wide title={name} action={<Btn kind='main' wide onTap={() => go('desk.scan', { unit_id })}>{t('desk.scan')}</Btn>}>
      <QueueStrip unitId={unit_id} />
      {isContact && shop.data !== undefined ? <ShopState shop={shop.data} unitId={unit_id} /> : null}
      <Box className='d-two'>
        <Stack gap={0}>
          <Today unitId={unit_id} />
          {isContact ? <ToDo unitId={unit_id} /> : null}
          {isContact ? <Us unitId={unit_id} /> : null}
        </Stack>
        <Stack gap={0}>
          <Offers unitId={unit_id} isContact={isContact} />
          <Pledges unitId={unit_id} isContact={isContact} />
          <Section><StartPage route='desk.merchant' params={{ unit_id }} /></Section>
        </Stack>
      </Box>
    </Screen>
  )
}

/** Nothing is said while the shop is open; else what it is and what to do. */
function ShopState({ shop, unitId }: { shop: Merchant | null; unitId: string }) {
  if (shop?.state === 'active') return null
  if (shop && shop.state !== 'declined') return <Box className='d-lead'><Rows><Row title={t('shop.desk.state', { state: shop.state_name })} onTap={() => go('desk.shop', { id: unitId })} /></Rows></Box>
  return <Box className='d-lead'><Rows><Row title={shop ? t('shop.desk.state', { state: shop.state_name }) : t('shop.desk.apply')} note={t('shop.desk.apply.note')} value={<Chip tone='warn'>{t('shop.desk.apply.go')}</Chip>} onTap={() => go('desk.shopApply', { unit_id: unitId })} /></Rows></Box>
}

const SHOWN = 3

function Today({ unitId }: { unitId: string }) {
  const date = localDay(productNow())
  const load = useLoad(() => statement(unitId, date), [unitId, date], { keep: `statement:${unitId}:${date}` })
  const last = useLoad(() => redemptions(unitId).then(page => page.items.filter(r => localDay(r.at) === date).slice(0, SHOWN)), [unitId, date], { keep: `redeemed:${unitId}:${date}` })
  return (
    <Section title={t('desk.today')}>
      <Stack gap={3}>
        <Card><Line between><Figure value={load.data ? number(load.data.total) : '–'} unit={t('redeem.points')} tone='amber' /><Txt tone='ink2' num>{load.data ? t('desk.today.count', { n: load.data.count }) : ''}</Txt></Line></Card>
        <Rows>
          {(last.data ?? []).map(r => <Row key={r.id} lead={<Txt size={1} num tone='ink2'>{clock(r.at)}</Txt>} title={r.title} note={`${r.voucher_number} · ${t('desk.st.line', { n: r.quantity })} · ${r.holder_name}`} value={<Txt num tone='amber'>{points(r.points)}</Txt>} onTap={() => go('redeem.refund', { id: r.id })} />)}
          <Row title={t('desk.statement')} note={t('desk.statement.note')} onTap={() => go('desk.statement', { unit_id: unitId, date })} />
          <Row title={t('till.desk.queue')} note={t('till.desk.queue.note')} onTap={() => go('desk.queue', { unit_id: unitId })} />
          <Row title={t('till.shops.title')} note={t('till.shops.note')} onTap={() => go('desk.shops', { unit_id: unitId })} />
        </Rows>
      </Stack>
    </Section>
  )
}

/** What waits for the shop: refunds to answer, days to confirm. */
function ToDo({ unitId }: { unitId: string }) {
  const asked = useLoad(() => refundRequests({ unit_id: unitId }).then(page => page.items.filter(r => r.state === 'open').length), [unitId], { keep: 'asked:' + unitId })
  const days = useLoad(() => month(unitId, localDay(productNow()).slice(0, 7)).then(m => m.days.filter(d => d.state === 'made' || d.state === 'replied')), [unitId], { keep: 'unconfirmed:' + unitId })
  const open = days.data ?? []
  if (!asked.data && !open.length) return null
  return (
    <Section title={t('shop.desk.todo')}>
      <Rows>
        {asked.data ? <Row title={t('shop.refunds')} value={<Chip tone='warn'>{t('shop.refunds.n', { n: asked.data })}</Chip>} onTap={() => go('desk.refunds', { unit_id: unitId })} /> : null}
        {open.slice(0, SHOWN).map(d => <Row key={d.date} title={t('shop.desk.day.confirm', { day: plainDay(d.date) })} note={t('shop.days.row.only', { redeemed: points(d.redeemed) })} onTap={() => go('desk.statement', { unit_id: unitId, date: d.date })} />)}
      </Rows>
    </Section>
  )
}

function Us({ unitId }: { unitId: string }) {
  return (
    <Section title={t('shop.desk.us')}>
      <Rows>
        <Row title={t('shop.desk.days')} note={t('shop.desk.days.note')} onTap={() => go('desk.statements', { unit_id: unitId })} />
        <Row title={t('shop.refunds')} onTap={() => go('desk.refunds', { unit_id: unitId })} />
        <Row title={t('shop.desk.clerks')} note={t('shop.desk.clerks.note')} onTap={() => go('desk.clerks', { unit_id: unitId })} />
        <Row title={t('shop.desk.papers')} onTap={() => go('desk.shop', { id: unitId })} />
      </Rows>
    </Section>
  )
}

function Pledges({ unitId, isContact }: { unitId: string; isContact: boolean }) {
  const list = usePages(cursor => pledges(unitId, cursor), [unitId], { keep: 'pledges:' + unitId })
  return (
    <Section title={t('desk.pledges')} aside={isContact ? <Btn kind='quiet' onTap={() => go('desk.pledge', { unit_id: unitId })}>{t('desk.pledge.more')}</Btn> : undefined}>
      <PagedList of={list} empty={{ text: t('desk.pledge.none') }} row={p => <PledgeRow key={p.id} pledge={p} />} />
    </Section>
  )
}

function PledgeRow({ pledge: p }: { pledge: Pledge }) {
  const until = p.valid_to && p.state === 'active' ? t('desk.pledge.until', { day: plainDay(p.valid_to) }) : undefined
  const pieces = p.quantity ? t('shop.pledge.line', { n: p.quantity, measure: p.measure ?? '', each: points(p.points_each ?? 0) }) : undefined
  const rest = t('desk.pledge.rest', { all: points(p.points), rest: points(p.points - p.redeemed - p.lapsed) })
  return <Row title={p.title} note={[pieces, rest, until].filter(Boolean).join(' · ')} value={p.state === 'ended' ? <Chip>{t('desk.pledge.ended')}</Chip> : undefined} />
}

function Offers({ unitId, isContact }: { unitId: string; isContact: boolean }) {
  const list = usePages(cursor => offers({ unit_id: unitId }, cursor), [unitId], { keep: 'offers-2:' + unitId })
  return (
    <Section title={t('desk.offers')} aside={isContact ? <Btn kind='quiet' onTap={() => go('desk.offerNew', { unit_id: unitId })}>{t('desk.offer.more')}</Btn> : undefined}>
      <PagedList of={list} empty={{ text: t('desk.offer.none') }} row={o => <OfferRow key={o.id} offer={o} list={list} />} />
    </Section>
  )
}

/** One row; what may be done with it stands in a sheet, so that nothing is ended by a slip of the thumb. */
function OfferRow({ offer: o, list }: { offer: Offer; list: Pages<Offer> }) {
  const [open, setOpen] = useState(false)
  const write = useWrite((move: OfferMove) => moveOffer(o.id, move), { done: r => t('desk.offer.moved', { state: r.state_name }), then: r => list.change(x => (x.id === r.id ? r : x)) })
  async function tap({ move, name }: Move<OfferMove>) {
    setOpen(false)
    if (move !== 'close' || (await ask({ title: t('desk.offer.close.ask'), text: t('desk.offer.close.text'), yes: name, danger: true }))) await write.run(move)
  }
  const button = (m: Move<OfferMove>) => <Btn key={m.move} wide kind={m.move === 'close' ? 'danger' : 'plain'} busy={write.busy} label={`${m.name}，${o.title}`} onTap={() => tap(m)}>{m.name}</Btn>
  return (
    <>
      <Row title={o.title} note={t('shop.offer.note', { price: points(o.price_points), today: o.sold_today, left: o.left })} value={<Chip tone={o.state === 'open' ? 'ok' : o.state === 'paused' ? 'warn' : 'ink2'}>{o.state_name}</Chip>} onTap={() => setOpen(true)} />
      <Sheet open={open} title={o.title} closeLabel={t('ui.close')} onClose={() => setOpen(false)} foot={o.moves.length ? <><Btn wide label={`${t('shop.desk.edit')}，${o.title}`} onTap={() => { setOpen(false); go('desk.offerNew', { id: o.id }) }}>{t('shop.desk.edit')}</Btn>{o.moves.map(button)}</> : undefined}>
        <Facts items={[[t('redeem.price'), points(o.price_points)], [t('desk.offer.sold'), `${t('desk.st.line', { n: o.sold })}，${t('shop.sold.today', { n: o.sold_today })}`], [t('redeem.stock'), t('desk.st.line', { n: o.left })], [t('redeem.good'), t('redeem.days', { n: o.voucher_days })], o.text ? [t('desk.offer.text'), o.text] : null]} />
      </Sheet>
    </>
  )
}
