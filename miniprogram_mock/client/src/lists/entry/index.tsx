/** One entry of a list. */
import { useLoad } from '@/core/hooks'
import { t } from '@/core/i18n'
import { useParams } from '@/core/nav'
import { useMe } from '@/core/store'
import { entry as load } from '@/services/lists'
import { LoadedView, Screen } from '@/ui'
import { EntryAction, EntryView, hasAction } from '../parts/EntryView'
import { who } from '../parts/rules'
import '../parts/index.scss'

export default function EntryPage() {
  const { id = '' } = useParams<'id'>()
  const { membership } = useMe()
  const entry = useLoad(() => load(id), [id], { keep: 'entry:' + id })
  const e = entry.data
  return (
    <Screen title={e ? t(`lists.kind.${e.kind}`) : t('lists.title')} action={e && hasAction(e, who(membership)) ? <EntryAction entry={e} of={entry} /> : undefined}>
      <LoadedView of={entry} shape='detail'>{data => <EntryView entry={data} of={entry} />}</LoadedView>
    </Screen>
  )
}
