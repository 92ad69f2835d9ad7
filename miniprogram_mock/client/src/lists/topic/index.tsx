/** One topic. */
import { useLoad } from '@/core/hooks'
import { t } from '@/core/i18n'
import { useParams } from '@/core/nav'
import { topic as load } from '@/services/topics'
import { LoadedView, Screen } from '@/ui'
import { TopicMoves } from '../parts/TopicMoves'
import { mainMove } from '../parts/topics'
import { TopicView } from '../parts/TopicView'
import '../parts/index.scss'

export default function TopicPage() {
  const { id = '' } = useParams<'id'>()
  const one = useLoad(() => load(id), [id], { keep: 'topic:' + id })
  const x = one.data
  return (
    <Screen title={t('topics.one')} action={x && mainMove(x) ? <TopicMoves foot topic={x} of={one} /> : undefined}>
      <LoadedView of={one} shape='detail'>{data => <TopicView topic={data} of={one} />}</LoadedView>
    </Screen>
  )
}
