/** The merchant's desk: scan, today's sum, what was pledged and what is on offer. */
import { ask } from '@/core/dialogs'
import { localDay, plainDay, points } from '@/core/format'
import { useLoad, usePages, useWrite, type Pages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go, useParams } from '@/core/nav'
import { productNow } from '@/core/now'
import { useMe } from '@/core/store'
import type { Move, Offer, OfferMove, Pledge } from '@/core/types'
import { moveOffer, offers, pledges, statement } from '@/services/redeem'
import { Btn, Card, Chip, Figure, Line, PagedList, Row, Screen, Section, Stack, StartPage, Txt } from '@/ui'

export default function MerchantDesk() {
  const { unit_id = '' } = useParams<'unit_id'>()
  const { merchants, contactOf } = useMe()
  const isContact = contactOf.some(u => u.id === unit_id)
  const name = merchants.find(u => u.id === unit_id)?.name ?? t('desk.merchant')
  return (
    <Screen title={name} action={<Btn kind='main' wide onTap={() => go('desk.scan', { unit_id })}>{t('desk.scan')}</Btn>}>
      <Stack gap={4}>
        <Today unitId={unit_id} />
        <Pledges unitId={unit_id} isContact={isContact} />
        <Offers unitId={unit_id} isContact={isContact} />
        <StartPage route='desk.merchant' params={{ unit_id }} />
      </Stack>
    </Screen>
  )
}

function Today({ unitId }: { unitId: string }) {
  const date = localDay(productNow())
  const load = useLoad(() => statement(unitId, date), [unitId, date], { keep: `statement:${unitId}:${date}` })
  return (
    <Card>
      <Line between>
        <Figure label={t('desk.today')} value={String(load.data?.total ?? 0)} unit={t('redeem.points')} tone='amber' />
        <Txt tone='ink2' num>{t('desk.today.count', { n: load.data?.count ?? 0 })}</Txt>
      </Line>
      <Row title={t('desk.statement')} note={t('desk.statement.note')} onTap={() => go('desk.statement', { unit_id: unitId, date })} />
    </Card>
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
  const until = p.state === 'ended' ? t('desk.pledge.ended') : p.valid_to ? t('desk.pledge.until', { day: plainDay(p.valid_to) }) : undefined
  const rest = t('desk.pledge.rest', { n: points(p.points - p.redeemed - p.lapsed) })
  return <Row title={p.title} note={[rest, until].filter(Boolean).join(' · ')} value={<Txt num tone='amber'>{points(p.points)}</Txt>} />
}

function Offers({ unitId, isContact }: { unitId: string; isContact: boolean }) {
  const list = usePages(cursor => offers(unitId, cursor), [unitId], { keep: 'offers:' + unitId })
  return (
    <Section title={t('desk.offers')} aside={isContact ? <Btn kind='quiet' onTap={() => go('desk.offerNew', { unit_id: unitId })}>{t('desk.offer.more')}</Btn> : undefined}>
      <PagedList ruled={false} of={list} empty={{ text: t('desk.offer.none') }} row={o => <OfferCard key={o.id} offer={o} list={list} />} />
    </Section>
  )
}

function OfferCard({ offer: o, list }: { offer: Offer; list: Pages<Offer> }) {
  const write = useWrite((move: OfferMove) => moveOffer(o.id, move), { done: t('desk.offer.moved'), then: r => list.change(x => (x.id === r.id ? r : x)) })
  async function tap({ move }: Move<OfferMove>) {
    if (move !== 'close' || (await ask({ title: t('desk.offer.close.ask'), text: t('desk.offer.close.text'), yes: t('desk.offer.close.yes'), danger: true }))) write.run(move)
  }
  return (
    <Card>
      <Line between><Txt as='h3' size={3} bold>{o.title}</Txt><Txt num tone='amber'>{points(o.price_points)}</Txt></Line>
      <Line between><Txt size={2} tone='ink2' num>{t('desk.offer.note', { sold: o.sold, left: o.left })}</Txt><Chip tone={o.state === 'open' ? 'ok' : 'warn'}>{o.state_name}</Chip></Line>
      {o.moves.length ? <Line>{o.moves.map(m => <Btn key={m.move} kind={m.move === 'close' ? 'danger' : 'plain'} busy={write.busy} label={`${m.name}，${o.title}`} onTap={() => tap(m)}>{m.name}</Btn>)}</Line> : null}
    </Card>
  )
}
