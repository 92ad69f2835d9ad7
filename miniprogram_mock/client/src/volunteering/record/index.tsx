/** One service record. */
import { useLoad } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go, useParams } from '@/core/nav'
import { useMe } from '@/core/store'
import { evaluations } from '@/services/dossiers'
import { record as loadRecord } from '@/services/volunteering'
import type { ServiceRecord } from '@/core/types'
import { Box, Btn, LoadedView, Row, Rows, Screen, Section } from '@/ui'
import { RecordMoves } from '../parts/RecordMoves'
import { RecordView } from '../parts/RecordView'
import '../parts/index.scss'

/** It waits for me: then its moves stand at the thumb's height. A dispute is never pressed on anybody. */
const isMine = (r: ServiceRecord) => r.moves.some(m => m.move !== 'dispute')

export default function RecordPage() {
  const { id = '' } = useParams<'id'>()
  const { membership } = useMe()
  const load = useLoad(() => loadRecord(id), [id], { keep: 'record:' + id })
  const r = load.data
  return (
    <Screen title={t('volunteering.record')} action={r && isMine(r) ? <RecordMoves wide record={r} onDone={x => load.set(x)} /> : undefined}>
      <LoadedView of={load} shape='detail'>{x => (
        <><RecordView record={x} own={x.member.id === membership?.member_id} />{x.may_add_slip ? <Box className='v-gap'><Btn wide onTap={() => go('volunteering.slip', { id: x.id })}>{t('paper.slip')}</Btn></Box> : null}{isMine(x) ? null : <Box className='v-gap'><RecordMoves record={x} onDone={y => load.set(y)} /></Box>}<HowItWas record={x} /></>
      )}</LoadedView>
    </Screen>
  )
}

/** After the hours are entered, who was helped or led may say how it was; nobody else is asked. */
function HowItWas({ record: r }: { record: ServiceRecord }) {
  const load = useLoad(() => evaluations(r.id), [r.id], { skip: r.state !== 'entered' })
  if (!load.data || !(load.data.may_evaluate || load.data.items.length)) return null
  return <Section><Rows><Row title={t('dossier.evaluate.row')} note={t('dossier.evaluate.row.note')} onTap={() => go('dossier.evaluate', { id: r.id })} /></Rows></Section>
}
