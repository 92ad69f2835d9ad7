/** One case of audit: whom to ask, what the record says, what was found. */
import { t } from '@/core/i18n'
import { useParams } from '@/core/nav'
import { Screen } from '@/ui'
import { CaseBeside } from '../parts/CaseView'
import '../parts/index.scss'

export default function AuditCasePage() {
  const { id = '' } = useParams<'id'>()
  return <Screen title={t('audit.case')}><CaseBeside id={id} /></Screen>
}
