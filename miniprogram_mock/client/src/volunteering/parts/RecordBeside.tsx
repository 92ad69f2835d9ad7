/** A record beside a list, on a wide screen. */
import { useLoad } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { useMe } from '@/core/store'
import type { ServiceRecord } from '@/core/types'
import { record as loadRecord } from '@/services/volunteering'
import { Box, Btn, LoadedView } from '@/ui'
import { RecordMoves } from './RecordMoves'
import { RecordView } from './RecordView'

export function RecordBeside({ id, onDone }: { id: string; onDone?(r: ServiceRecord): void }) {
  const { membership } = useMe()
  const load = useLoad(() => loadRecord(id), [id], { keep: 'record:' + id })
  return (
    <LoadedView of={load} shape='detail'>{r => (
      <><RecordView record={r} own={r.member.id === membership?.member_id} />{r.may_add_slip ? <Box className='v-gap'><Btn wide onTap={() => go('volunteering.slip', { id: r.id })}>{t('paper.slip')}</Btn></Box> : null}<Box className='v-gap'><RecordMoves record={r} onDone={x => { load.set(x); onDone?.(x) }} /></Box></>
    )}</LoadedView>
  )
}
