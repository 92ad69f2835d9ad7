/** A meeting in a list: what, when, where, how far. */
import { dateTime } from '@/core/format'
import { go } from '@/core/nav'
import type { MeetingItem } from '@/core/types'
import { Chip, Row, Txt } from '@/ui'
import { meetingTone } from './rules'

export const MeetingRow = ({ meeting: x, current, onTap }: { meeting: MeetingItem; current?: boolean; onTap?(): void }) => (
  <Row current={current} title={x.title} value={<Chip tone={meetingTone(x.state)}>{x.state_name}</Chip>} onTap={onTap ?? (() => go('meetings.meeting', { id: x.id }))}
    note={<><Txt num className='block'>{dateTime(x.starts_at)}</Txt>{`${x.kind_name} · ${x.place}`}</>} />
)
