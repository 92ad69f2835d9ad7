/** One shop: how it stands, its papers to who may see them, what the reader may do with it, and how it came here. */
import { useState } from 'react'
import { ask } from '@/core/dialogs'
import { dateTime } from '@/core/format'
import { useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { useMe } from '@/core/store'
import type { Merchant, MerchantMove, MerchantState, Move } from '@/core/types'
import { moveMerchant } from '@/services/merchants'
import { Btn, Card, Chip, Facts, Line, Photos, Row, Rows, Section, Stack, Txt, type Tone } from '@/ui'
import { Reason } from './Reason'

const TONES: Record<MerchantState, Tone> = { applied: 'warn', active: 'ok', paused: 'warn', closed: 'ink2', declined: 'ink2' }
export const ShopChip = ({ of: m }: { of: Merchant }) => <Chip tone={TONES[m.state]}>{m.state_name}</Chip>

export function ShopView({ of: m, onDone }: { of: Merchant; onDone(m: Merchant): void }) {
  const { contactOf } = useMe()
  const isOwn = contactOf.some(u => u.id === m.unit.id)
  return (
    <Stack gap={4}>
      <Line between><Txt as='h2' size={4} bold>{m.unit.name}</Txt><ShopChip of={m} /></Line>
      {m.state === 'applied' ? <Txt as='p' tone='ink2'>{t(m.is_checked ? 'shop.checked' : 'shop.unchecked')}</Txt> : null}
      <Card><Facts items={[[t('shop.licence'), m.licence], [t('shop.address'), m.address], [t('shop.hours'), m.hours], [t('shop.sells'), m.sells]]} /></Card>
      {m.photos.length ? <Photos items={m.photos} /> : null}
      {isOwn && m.state === 'declined' ? <Btn kind='main' wide onTap={() => go('desk.shopApply', { unit_id: m.unit.id })}>{t('shop.desk.apply.go')}</Btn> : null}
      <ShopMoves of={m} onDone={onDone} />
      {m.state === 'applied' || m.state === 'declined' ? null : <Rows><Row title={t('shop.days')} onTap={() => go('desk.statements', { unit_id: m.unit.id })} /></Rows>}
      {m.history.length ? <Section title={t('shop.history')}><Rows>{m.history.map(h => <Row key={h.at + h.name} title={h.name} note={[dateTime(h.at), h.by, h.note].filter(Boolean).join(' · ')} />)}</Rows></Section> : null}
    </Stack>
  )
}

function ShopMoves({ of: m, onDone }: { of: Merchant; onDone(m: Merchant): void }) {
  const [why, setWhy] = useState<Move<MerchantMove>>()
  const write = useWrite((move: MerchantMove, note?: string) => moveMerchant(m.unit.id, move, note), { done: r => t('shop.moved', { state: r.state_name }), then: r => { setWhy(undefined); onDone(r) } })
  async function tap(move: Move<MerchantMove>) {
    if (move.move === 'decline' || move.move === 'close') { setWhy(move); return }
    if (move.move === 'pause' && !(await ask({ title: t('shop.pause.ask'), text: t('shop.pause.text'), yes: move.name, danger: true }))) return
    await write.run(move.move)
  }
  if (!m.moves.length) return null
  return (
    <>
      <Stack gap={3}>{m.moves.map(x => <Btn key={x.move} wide kind={x.move === 'check' || x.move === 'approve' || x.move === 'resume' ? 'main' : x.move === 'pause' ? 'plain' : 'danger'} busy={write.busy} label={`${x.name}，${m.unit.name}`} onTap={() => tap(x)}>{x.name}</Btn>)}</Stack>
      {why ? <Reason title={why.name} label={why.move === 'close' ? t('shop.close.text') : t('shop.move.why')} need={t('shop.move.need')} busy={write.busy} onSend={note => write.run(why.move, note)} onClose={() => setWhy(undefined)} /> : null}
    </>
  )
}
