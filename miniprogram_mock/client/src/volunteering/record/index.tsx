/** One service record. */
import { useLoad } from '@/core/hooks'
import { t } from '@/core/i18n'
import { useParams } from '@/core/nav'
import { useMe } from '@/core/store'
import { record as loadRecord } from '@/services/volunteering'
import { LoadedView, Screen } from '@/ui'
import { RecordMoves } from '../parts/RecordMoves'
import { RecordView } from '../parts/RecordView'
import '../parts/index.scss'

export default function RecordPage() {
  const { id = '' } = useParams<'id'>()
  const { membership } = useMe()
  const load = useLoad(() => loadRecord(id), [id], { keep: 'record:' + id })
  const r = load.data
  return (
    <Screen title={t('volunteering.record')} action={r?.moves.length ? <RecordMoves wide record={r} onDone={x => load.set(x)} /> : undefined}>
      <LoadedView of={load} shape='detail'>{x => <RecordView record={x} own={x.member.id === membership?.member_id} />}</LoadedView>
    </Screen>
  )
}
