/** Shops for the desk: those that ask to be let in first, then those that sell, pause, have closed. */
import { useState } from 'react'
import { dateTime } from '@/core/format'
import { useLoad, usePages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { useMe, useWide } from '@/core/store'
import type { Merchant, MerchantState } from '@/core/types'
import { units } from '@/services/communities'
import { merchant, merchants } from '@/services/merchants'
import { Box, Btn, LoadedView, PagedList, Row, Rows, Screen, Sheet, Split, Tabs, Txt } from '@/ui'
import { ShopChip, ShopView } from '../parts/ShopView'
import '../parts/index.scss'

const VIEWS = ['applied', 'active', 'paused', 'closed'] as const
type View = Extract<MerchantState, (typeof VIEWS)[number]>

export default function StaffMerchantsPage() {
  const { cid } = useMe(), wide = useWide()
  const [view, setView] = useState<View>('applied'), [chosen, setChosen] = useState<string>(), [entering, setEntering] = useState(false)
  const list = usePages(cursor => merchants(view, cursor), [cid, view], { skip: !cid })
  const note = (m: Merchant) => (m.state === 'applied' ? t(m.is_checked ? 'shop.checked' : 'shop.unchecked') : m.address)
  const row = (m: Merchant) => <Row key={m.unit.id} current={m.unit.id === chosen} title={m.unit.name} note={[note(m), m.state === 'applied' ? dateTime(m.applied_at) : ''].filter(Boolean).join(' · ')} value={<ShopChip of={m} />} onTap={() => (wide ? setChosen(m.unit.id) : go('desk.shop', { id: m.unit.id }))} />
  return (
    <Screen wide title={t('shop.staff')} side={<Btn kind='quiet' onTap={() => setEntering(true)}>{t('shop.staff.enter')}</Btn>}>
      <Box className={!chosen && list.items?.length === 0 ? 'd-alone' : undefined}><Split empty={t('shop.staff.choose')} detail={chosen ? <Chosen key={chosen} id={chosen} onDone={() => { list.reload() }} /> : null}
        list={<>
          <Box className='d-tabs'><Tabs label={t('shop.state')} value={view} tabs={VIEWS.map(value => ({ value, text: t(`shop.staff.tab.${value}`) }))} onChange={v => { setView(v); setChosen(undefined) }} /></Box>
          <PagedList of={list} empty={{ text: t(`shop.staff.none.${view}`) }} row={row} />
        </>} /></Box>
      {entering ? <Enter onClose={() => setEntering(false)} /> : null}
    </Screen>
  )
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
