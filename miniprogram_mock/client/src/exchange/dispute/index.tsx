/** What both sides say of one request; each adds its word, and somebody of the desk rules once. */
import { t } from '@/core/i18n'
import { useParams } from '@/core/nav'
import { LoadedView, Screen } from '@/ui'
import { DisputeView } from '../parts/DisputeView'
import { useOrder } from '../parts/OrderView'
import '../index.scss'

export default function DisputePage() {
  const { id = '' } = useParams<'id'>()
  const of = useOrder(id)
  return <Screen title={t('exchange.dispute.title')}><LoadedView of={of.load} shape='detail'>{o => <DisputeView order={o} of={of} />}</LoadedView></Screen>
}
