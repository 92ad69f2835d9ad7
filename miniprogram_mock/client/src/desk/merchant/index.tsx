/** The merchant's desk: scan, today's sum, what was pledged and what is on offer. */
import { useState } from 'react'
import { ask } from '@/core/dialogs'
import { localDay, number, plainDay, points } from '@/core/format'
import { useLoad, usePages, useWrite, type Pages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go, useParams } from '@/core/nav'
import { productNow } from '@/core/now'
import { useMe } from '@/core/store'
import type { Move, Offer, OfferMove, Pledge } from '@/core/types'
import { moveOffer, offers, pledges, statement } from '@/services/redeem'
import { Box, Btn, Card, Chip, Facts, Figure, Line, PagedList, Row, Rows, Screen, Section, Sheet, Stack, StartPage, Txt } from '@/ui'
import { QueueStrip } from '../parts/QueueStrip'
import '../parts/index.scss'

export default function MerchantDesk() {
  const { unit_id = '' } = useParams<'unit_id'>()
  const { merchants, contactOf } = useMe()
  const isContact = contactOf.some(u => u.id === unit_id)
  const name = merchants.find(u => u.id === unit_id)?.name ?? t('desk.merchant')
  return (
    <Screen wide title={name} action={<Btn kind='main' wide onTap={() => go('desk.scan', { unit_id })}>{t('desk.scan')}</Btn>}>
      <QueueStrip unitId={unit_id} />
      <Box className='d-two'>
        <Stack gap={0}>
          <Today unitId={unit_id} />
          <Pledges unitId={unit_id} isContact={isContact} />
        </Stack>
        <Stack gap={0}>
          <Offers unitId={unit_id} isContact={isContact} />
          <Section><StartPage route='desk.merchant' params={{ unit_id }} /></Section>
        </Stack>
      </Box>
    </Screen>
  )
}

function Today({ unitId }: { unitId: string }) {
  const date = localDay(productNow())
  const load = useLoad(() => statement(unitId, date), [unitId, date], { keep: `statement:${unitId}:${date}` })
  return (
    <Section title={t('desk.today')}>
      <Stack gap={3}>
        <Card><Line between><Figure value={load.data ? number(load.data.total) : '–'} unit={t('redeem.points')} tone='amber' /><Txt tone='ink2' num>{load.data ? t('desk.today.count', { n: load.data.count }) : ''}</Txt></Line></Card>
        <Rows><Row title={t('desk.statement')} note={t('desk.statement.note')} onTap={() => go('desk.statement', { unit_id: unitId, date })} /><Row title={t('till.desk.queue')} note={t('till.desk.queue.note')} onTap={() => go('desk.queue', { unit_id: unitId })} /><Row title={t('till.shops.title')} note={t('till.shops.note')} onTap={() => go('desk.shops', { unit_id: unitId })} /></Rows>
      </Stack>
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
  const rest = t('desk.pledge.rest', { all: points(p.points), rest: points(p.points - p.redeemed - p.lapsed) })
  return <Row title={p.title} note={[rest, until].filter(Boolean).join(' · ')} value={p.state === 'ended' ? <Chip>{t('desk.pledge.ended')}</Chip> : undefined} />
}

function Offers({ unitId, isContact }: { unitId: string; isContact: boolean }) {
  const list = usePages(cursor => offers(unitId, cursor), [unitId], { keep: 'offers:' + unitId })
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
      <Row title={o.title} note={t('desk.offer.note', { price: points(o.price_points), sold: o.sold, left: o.left })} value={<Chip tone={o.state === 'open' ? 'ok' : o.state === 'paused' ? 'warn' : 'ink2'}>{o.state_name}</Chip>} onTap={() => setOpen(true)} />
      <Sheet open={open} title={o.title} closeLabel={t('ui.close')} onClose={() => setOpen(false)} foot={o.moves.length ? <>{o.moves.map(button)}</> : undefined}>
        <Facts items={[[t('redeem.price'), points(o.price_points)], [t('desk.offer.sold'), t('desk.st.line', { n: o.sold })], [t('redeem.stock'), t('desk.st.line', { n: o.left })], [t('redeem.good'), t('redeem.days', { n: o.voucher_days })], o.text ? [t('desk.offer.text'), o.text] : null]} />
      </Sheet>
    </>
  )
}
