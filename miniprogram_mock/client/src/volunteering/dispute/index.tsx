/** One record in dispute: object, say one's word, or rule; the two sides beside each other. */
import { t } from '@/core/i18n'
import { useParams } from '@/core/nav'
import { Screen } from '@/ui'
import { DisputeBeside } from '../parts/DisputeView'
import '../parts/index.scss'

export default function DisputePage() {
  const { id = '' } = useParams<'id'>()
  return <Screen wide title={t('volunteering.dispute')}><DisputeBeside id={id} /></Screen>
}
