/** One shop as its contact and the desk see it. */
import { useLoad } from '@/core/hooks'
import { t } from '@/core/i18n'
import { useParams } from '@/core/nav'
import { merchant } from '@/services/merchants'
import { LoadedView, Screen } from '@/ui'
import { ShopView } from '../parts/ShopView'
import '../parts/index.scss'

export default function ShopPage() {
  const { id = '' } = useParams<'id'>()
  const load = useLoad(() => merchant(id), [id], { keep: 'shop:' + id })
  return <Screen title={t('shop.desk.us')}><LoadedView of={load} shape='detail'>{m => <ShopView of={m} onDone={() => { load.reload() }} />}</LoadedView></Screen>
}
