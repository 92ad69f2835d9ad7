/** Neighbours' requests for the desk: disputes to rule on, all of them, and asking for somebody without a phone. */
import { useState } from 'react'
import { usePages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { useMe, useWide } from '@/core/store'
import { DisputeView } from '@/exchange/parts/DisputeView'
import { OrderRow } from '@/exchange/parts/OrderRow'
import { OrderBeside, useOrder } from '@/exchange/parts/OrderView'
import { orders } from '@/services/exchange'
import { Box, Btn, LoadedView, PagedList, Screen, Split, Tabs } from '@/ui'
import '@/exchange/index.scss'
import '../parts/index.scss'

type View = 'disputes' | 'all'
const VIEWS: View[] = ['disputes', 'all']

export default function StaffOrdersPage() {
  const { cid, isStaff } = useMe(), wide = useWide()
  const [view, setView] = useState<View>('disputes'), [chosen, setChosen] = useState<string>()
  const list = usePages(cursor => orders({ scope: view === 'all' ? 'desk' : 'disputes' }, cursor), [cid, view], { skip: !cid })
  const start = isStaff ? <Btn kind={wide && chosen ? 'plain' : 'main'} wide={!wide} onTap={() => go('exchange.ask', { for: '1' })}>{t('exchange.desk.for')}</Btn> : undefined
  const again = () => { list.reload() }
  const tap = (id: string) => (wide ? setChosen(id) : go(view === 'disputes' ? 'exchange.dispute' : 'exchange.order', { id }))
  return (
    <Screen wide title={t('exchange.title')} side={wide ? start : undefined} action={wide ? undefined : start}>
      <Box className={!chosen && list.items?.length === 0 ? 'd-alone' : undefined}><Split empty={t('exchange.desk.choose')}
        detail={chosen ? view === 'disputes' ? <Dispute key={chosen} id={chosen} onDone={again} /> : <OrderBeside key={chosen} id={chosen} onDone={again} /> : null}
        list={<>
          <Box className='d-tabs'><Tabs label={t('exchange.desk.view')} value={view} tabs={VIEWS.map(value => ({ value, text: t(`exchange.desk.${value}`) }))} onChange={v => { setView(v); setChosen(undefined) }} /></Box>
          <PagedList of={list} empty={{ text: t(`exchange.desk.none.${view}`) }} row={o => <OrderRow key={o.id} mine order={o} current={wide && o.id === chosen} onTap={() => tap(o.id)} />} />
        </>} /></Box>
    </Screen>
  )
}

function Dispute({ id, onDone }: { id: string; onDone(): void }) {
  const of = useOrder(id, onDone)
  return <LoadedView of={of.load} shape='detail'>{o => <DisputeView beside order={o} of={of} />}</LoadedView>
}
