/** Whose vouchers a shop takes beside its own, and who takes its: asked by one contact, agreed by the other, ended by either. */
import { useState } from 'react'
import { ask } from '@/core/dialogs'
import { useLoad, usePages, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { useParams } from '@/core/nav'
import type { Move, Offer, OfferShop, SharedOffer } from '@/core/types'
import { units } from '@/services/communities'
import { offers } from '@/services/redeem'
import { inviteShop, moveShop, sharedOffers, shopsOf } from '@/services/till'
import { Box, Btn, Card, Chip, Empty, Line, LoadedView, PagedList, Picker, Row, Rows, Screen, Section, Sheet, Stack, Txt } from '@/ui'
import '../parts/index.scss'

type ShopMove = Move<'agree' | 'end'>

export default function ShopsPage() {
  const { unit_id = '' } = useParams<'unit_id'>()
  return (
    <Screen wide title={t('till.shops.title')}>
      <Box className='d-two'>
        <Shared unitId={unit_id} />
        <Own unitId={unit_id} />
      </Box>
    </Screen>
  )
}

/** What others asked of this shop. */
function Shared({ unitId }: { unitId: string }) {
  const load = useLoad(() => sharedOffers(unitId), [unitId], { keep: 'shared:' + unitId })
  return (
    <Section title={t('till.shops.ours')} note={t('till.shops.ours.note')}>
      <LoadedView of={load} shape='rows'>{r => (r.items.length ? <Stack gap={3}>{r.items.map(x => <SharedCard key={x.offer.id} of={x} unitId={unitId} onDone={load.reload} />)}</Stack> : <Empty text={t('till.shops.ours.none')} />)}</LoadedView>
    </Section>
  )
}

function SharedCard({ of: x, unitId, onDone }: { of: SharedOffer; unitId: string; onDone(): void }) {
  return (
    <Card className='d-card'>
      <Row title={<Txt bold>{x.offer.name}</Txt>} note={x.unit.name} value={<Chip tone={x.agreed_at ? 'ok' : 'warn'}>{t(x.agreed_at ? 'till.shops.on' : 'till.shops.asked')}</Chip>} />
      <Moves offerId={x.offer.id} unitId={unitId} moves={x.moves} onDone={onDone} />
    </Card>
  )
}

function Moves({ offerId, unitId, moves, onDone }: { offerId: string; unitId: string; moves: ShopMove[]; onDone(): void }) {
  const write = useWrite((move: 'agree' | 'end') => moveShop(offerId, unitId, move), { done: t('till.shops.done'), then: onDone })
  async function tap(m: ShopMove) {
    if (m.move === 'agree' || (await ask({ title: t('till.shops.end.ask'), text: t('till.shops.end.text'), yes: m.name, danger: true }))) await write.run(m.move)
  }
  if (!moves.length) return null
  return <Line>{moves.map(m => <Btn key={m.move} kind={m.move === 'agree' ? 'main' : 'plain'} busy={write.busy} onTap={() => tap(m)}>{m.name}</Btn>)}</Line>
}

/** One's own offers; tapping one shows who takes its vouchers, and lets another be asked. */
function Own({ unitId }: { unitId: string }) {
  const list = usePages(cursor => offers({ unit_id: unitId }, cursor), [unitId], { keep: 'offers:' + unitId })
  const [open, setOpen] = useState<Offer>()
  return (
    <Section title={t('till.shops.theirs')} note={t('till.shops.theirs.note')}>
      <PagedList of={list} empty={{ text: t('desk.offer.none') }} row={o => <Row key={o.id} title={o.title} onTap={() => setOpen(o)} />} />
      {open ? <Takers offer={open} onClose={() => setOpen(undefined)} /> : null}
    </Section>
  )
}

function Takers({ offer, onClose }: { offer: Offer; onClose(): void }) {
  const load = useLoad(() => Promise.all([shopsOf(offer.id), units('merchant')]), [offer.id])
  return (
    <Sheet open title={offer.title} closeLabel={t('ui.close')} onClose={onClose}>
      <LoadedView of={load} shape='rows'>{([shops, all]) => (
        <Stack gap={4}>
          {shops.items.map(s => <Taker key={s.unit.id} of={s} offerId={offer.id} onDone={load.reload} />)}
          <Invite offerId={offer.id} others={all.items.filter(u => !shops.items.some(s => s.unit.id === u.id))} onDone={load.reload} />
        </Stack>
      )}</LoadedView>
    </Sheet>
  )
}

const Taker = ({ of: s, offerId, onDone }: { of: OfferShop; offerId: string; onDone(): void }) => (
  <Stack gap={2}>
    <Rows><Row title={s.unit.name} value={<Chip tone={s.agreed_at ? 'ok' : 'warn'}>{t(s.agreed_at ? 'till.shops.on' : 'till.shops.wait')}</Chip>} /></Rows>
    <Moves offerId={offerId} unitId={s.unit.id} moves={s.moves.filter(m => m.move === 'end')} onDone={onDone} />
  </Stack>
)

function Invite({ offerId, others, onDone }: { offerId: string; others: { id: string; name: string }[]; onDone(): void }) {
  const [unit, setUnit] = useState('')
  const write = useWrite(() => inviteShop(offerId, unit), { done: t('till.shops.sent'), then: () => { setUnit(''); onDone() } })
  if (!others.length) return <Txt as='p' tone='ink2'>{t('till.shops.nobody')}</Txt>
  return (
    <Stack gap={2}>
      <Picker required label={t('till.shops.who')} value={unit} options={others.map(u => ({ value: u.id, text: u.name }))} onChange={v => setUnit(v)} />
      <Btn kind='main' wide busy={write.busy} disabled={!unit} onTap={() => write.run()}>{t('till.shops.send')}</Btn>
    </Stack>
  )
}
