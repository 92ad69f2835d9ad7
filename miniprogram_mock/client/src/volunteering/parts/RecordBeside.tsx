/** A record beside a list, on a wide screen. */
import { useLoad } from '@/core/hooks'
import { useMe } from '@/core/store'
import type { ServiceRecord } from '@/core/types'
import { record as loadRecord } from '@/services/volunteering'
import { Box, LoadedView } from '@/ui'
import { RecordMoves } from './RecordMoves'
import { RecordView } from './RecordView'

export function RecordBeside({ id, onDone }: { id: string; onDone?(r: ServiceRecord): void }) {
  const { membership } = useMe()
  const load = useLoad(() => loadRecord(id), [id], { keep: 'record:' + id })
  return (
    <LoadedView of={load} shape='detail'>{r => (
      <><RecordView record={r} own={r.member.id === membership?.member_id} /><Box className='v-gap'><RecordMoves record={r} onDone={x => { load.set(x); onDone?.(x) }} /></Box></>
    )}</LoadedView>
  )
}
