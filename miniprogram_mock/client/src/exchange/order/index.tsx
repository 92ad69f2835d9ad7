/** One request: whose turn it is, what was agreed, the line of stops, and what I can do on it. */
import { t } from '@/core/i18n'
import { useParams } from '@/core/nav'
import { LoadedView, Screen } from '@/ui'
import { hasAction, OrderAction, OrderView, useOrder } from '../parts/OrderView'
import '../index.scss'

export default function OrderPage() {
  const { id = '' } = useParams<'id'>()
  const of = useOrder(id), o = of.load.data
  return (
    <Screen title={t('exchange.order')} action={o && hasAction(o) ? <OrderAction order={o} of={of} /> : undefined}>
      <LoadedView of={of.load} shape='detail'>{x => <OrderView order={x} of={of} />}</LoadedView>
    </Screen>
  )
}
