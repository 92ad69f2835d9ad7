/** 邻里互助: who needs a hand, by day and category; what I asked, what I answered. */
import { useState } from 'react'
import { nearDay, shortDay } from '@/core/format'
import { useLoad, usePages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go, useParams } from '@/core/nav'
import { productNow } from '@/core/now'
import { useMe, useWide } from '@/core/store'
import type { OrderScope } from '@/core/types'
import { orders } from '@/services/exchange'
import { categories } from '@/services/lists'
import { Box, Btn, Choice, Empty, PagedList, Screen, Split, Tabs, Txt } from '@/ui'
import { OrderBeside } from '../parts/OrderView'
import { OrderRow } from '../parts/OrderRow'
import { boundsOf, daysAhead, type Day } from '../rules'
import '../index.scss'

type View = Extract<OrderScope, 'open' | 'asked' | 'answered'>
const VIEWS: View[] = ['open', 'asked', 'answered']

export default function BoardPage() {
  const { view: first } = useParams<'view'>()
  const { cid, verified } = useMe(), wide = useWide()
  const [view, setView] = useState<View>(first === 'asked' || first === 'answered' ? first : 'open')
  const [day, setDay] = useState<Day>('all'), [category, setCategory] = useState('all'), [chosen, setChosen] = useState<string>()
  const filter = view === 'open' ? { category: category === 'all' ? undefined : category, ...boundsOf(day) } : {}
  const list = usePages(cursor => orders({ scope: view, ...filter }, cursor), [cid, view, day, category], { keep: `orders:${view}:${day}:${category}`, skip: !cid || !verified })
  const start = <Btn kind={wide && chosen ? 'plain' : 'main'} wide={!wide} onTap={() => go('exchange.ask')}>{t('exchange.ask')}</Btn>
  if (cid && !verified) return <Screen title={t('exchange.title')}><Empty text={t('exchange.notMember')} action={{ text: t('exchange.join'), onTap: () => go('join') }} /></Screen>
  const filtered = day !== 'all' || category !== 'all'
  const empty = view === 'open' ? { text: t(filtered ? 'exchange.none.filter' : 'exchange.none.open') } : { text: t(`exchange.none.${view}`), action: { text: t('exchange.none.look'), onTap: () => setView('open') } }
  return (
    <Screen wide title={t('exchange.title')} side={wide ? start : undefined} action={wide ? undefined : start}>
      <Split
        list={<>
          <Txt as='p' size={2} tone='ink2' className='x-about'>{t('exchange.about')}</Txt>
          <Tabs label={t('exchange.view')} value={view} tabs={VIEWS.map(value => ({ value, text: t(`exchange.view.${value}`) }))} onChange={v => { setView(v); setChosen(undefined) }} />
          {view === 'open' ? <Filters day={day} onDay={setDay} category={category} onCategory={setCategory} /> : <Box className='x-gap' />}
          <PagedList of={list} empty={empty} row={o => <OrderRow key={o.id} order={o} mine={view !== 'open'} current={wide && o.id === chosen} onTap={() => (wide ? setChosen(o.id) : go('exchange.order', { id: o.id }))} />} />
        </>}
        detail={chosen ? <OrderBeside key={chosen} id={chosen} onDone={() => { list.reload() }} /> : null} />
    </Screen>
  )
}

function Filters({ day, onDay, category, onCategory }: { day: Day; onDay(d: Day): void; category: string; onCategory(c: string): void }) {
  const cats = useLoad(categories, [], { keep: 'categories' })
  const name = (d: string) => { const near = nearDay(`${d}T04:00:00Z`); return near.length > 2 ? shortDay(`${d}T04:00:00Z`) : near }
  return (
    <Box className='x-filters'>
      <Box className='x-strip'><Choice required inline label={t('exchange.day')} value={day} options={[{ value: 'all', text: t('exchange.day.all') }, ...daysAhead(productNow()).map(d => ({ value: d, text: name(d) }))]} onChange={onDay} /></Box>
      <Box className='x-strip'><Choice required inline label={t('exchange.category')} value={category} options={[{ value: 'all', text: t('exchange.category.all') }, ...(cats.data ?? []).filter(c => !c.parent).map(c => ({ value: c.code, text: c.name }))]} onChange={onCategory} /></Box>
    </Box>
  )
}
