/** Shops for the desk: those that ask to be let in first, then those that sell, pause, have closed, and what they object to. */
import { useState, type ReactNode } from 'react'
import { dateTime, plainDay } from '@/core/format'
import { useLoad, usePages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go, useParams } from '@/core/nav'
import { useLook, useMe, useWide } from '@/core/store'
import type { Merchant, MerchantState, StatementObjection } from '@/core/types'
import { units } from '@/services/communities'
import { merchant, merchants, objections } from '@/services/merchants'
import { Box, Btn, Chip, LoadedView, PagedList, Row, Rows, Screen, Sheet, Split, Tabs, Txt } from '@/ui'
import { ShopChip, ShopView } from '../parts/ShopView'
import '../parts/index.scss'

const VIEWS = ['applied', 'active', 'paused', 'closed'] as const
type View = Extract<MerchantState, (typeof VIEWS)[number]> | 'objected'
const TABS: View[] = [...VIEWS, 'objected']

export default function StaffMerchantsPage() {
  const { view: asked } = useParams<'view'>()
  const [view, setView] = useState<View>(asked === 'objected' ? asked : 'applied'), [entering, setEntering] = useState(false)
  const tabs = <Box className='d-tabs'><Tabs label={t('shop.state')} value={view} tabs={TABS.map(value => ({ value, text: t(`shop.staff.tab.${value}`) }))} onChange={v => setView(v)} /></Box>
  return (
    <Screen wide title={t('shop.staff')} side={<Btn kind='quiet' onTap={() => setEntering(true)}>{t('shop.staff.enter')}</Btn>}>
      {view === 'objected' ? <>{tabs}<Objections /></> : <Shops key={view} view={view} tabs={tabs} />}
      {entering ? <Enter onClose={() => setEntering(false)} /> : null}
    </Screen>
  )
}

function Shops({ view, tabs }: { view: Exclude<View, 'objected'>; tabs: ReactNode }) {
  const { cid } = useMe(), wide = useWide()
  const [chosen, setChosen] = useState<string>()
  const list = usePages(cursor => merchants(view, cursor), [cid, view], { skip: !cid })
  const note = (m: Merchant) => (m.state === 'applied' ? t(m.is_checked ? 'shop.checked' : 'shop.unchecked') : m.address)
  const row = (m: Merchant) => <Row key={m.unit.id} current={m.unit.id === chosen} title={m.unit.name} note={[note(m), m.state === 'applied' ? dateTime(m.applied_at) : ''].filter(Boolean).join(' · ')} value={<ShopChip of={m} />} onTap={() => (wide ? setChosen(m.unit.id) : go('desk.shop', { id: m.unit.id }))} />
  return (
    <Box className={!chosen && list.items?.length === 0 ? 'd-alone' : undefined}><Split empty={t('shop.staff.choose')} detail={chosen ? <Chosen key={chosen} id={chosen} onDone={() => { list.reload() }} /> : null}
      list={<>{tabs}<PagedList of={list} empty={{ text: t(`shop.staff.none.${view}`) }} row={row} /></>} /></Box>
  )
}

/** What shops object to, the newest first; each leads to its statement, where it is answered. */
function Objections() {
  const { cid } = useMe(), { elder } = useLook(), wide = useWide()
  const list = usePages(cursor => objections(undefined, cursor), [cid], { skip: !cid })
  const note = (o: StatementObjection) => [t('shop.objection', { day: plainDay(o.date), text: o.text }), o.answer ? t('shop.objection.answer', { text: o.answer }) : ''].filter(Boolean).join(' · ')
  const chip = (o: StatementObjection) => <Chip tone={o.state === 'objected' ? 'danger' : 'ok'}>{o.state_name}</Chip>
  // Large text: nothing beside the words.
  const beside = !elder || wide
  const row = (o: StatementObjection) => <Row key={o.number + o.at} title={o.merchant.name} note={beside ? note(o) : <>{chip(o)}<Txt className='block'>{note(o)}</Txt></>} value={beside ? chip(o) : undefined} onTap={() => go('desk.statement', { unit_id: o.merchant.id, date: o.date })} />
  return <PagedList of={list} empty={{ text: t('shop.staff.none.objected') }} row={row} />
}

function Chosen({ id, onDone }: { id: string; onDone(): void }) {
  const load = useLoad(() => merchant(id), [id])
  return <LoadedView of={load} shape='detail'>{m => <ShopView of={m} onDone={() => { load.reload(); onDone() }} />}</LoadedView>
}

/** Units of that kind that have no papers here yet. */
async function withoutPapers() {
  const [all, ...known] = await Promise.all([units('merchant'), ...VIEWS.map(state => merchants(state))])
  const there = new Set(known.flatMap(page => page.items.map(m => m.unit.id)))
  return all.items.filter(u => !there.has(u.id))
}

function Enter({ onClose }: { onClose(): void }) {
  const load = useLoad(withoutPapers, [])
  return (
    <Sheet open title={t('shop.staff.enter.unit')} closeLabel={t('ui.close')} onClose={onClose}>
      <LoadedView of={load} empty={{ when: all => !all.length, text: t('shop.staff.enter.none') }}>{all => <Rows>{all.map(u => <Row key={u.id} title={u.name} note={u.contact ? undefined : <Txt tone='ink2'>{u.kind_name}</Txt>} onTap={() => { onClose(); go('desk.shopApply', { unit_id: u.id }) }} />)}</Rows>}</LoadedView>
    </Sheet>
  )
}
