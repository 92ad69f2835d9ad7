/** Why a record is unusual: a chip a reason, its figures by a tap. */
import type { ServiceRecord } from '@/core/types'
import { Line, ReasonChip, Txt } from '@/ui'

export function Reasons({ record: r }: { record: Pick<ServiceRecord, 'flags'> }) {
  if (!r.flags.length) return null
  return <Line className='v-reasons'>{r.flags.map(f => <ReasonChip key={f.code} reason={f.name}><Txt as='p'>{f.text}</Txt></ReasonChip>)}</Line>
}
