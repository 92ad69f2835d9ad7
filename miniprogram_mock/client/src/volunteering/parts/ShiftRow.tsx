/** A shift as a row: when on the left, what and where, one word on the right. */
import { clock, nearDay, shortDay } from '@/core/format'
import { productNow } from '@/core/now'
import { useLook } from '@/core/store'
import type { Shift } from '@/core/types'
import { Box, Chip, Row, Txt } from '@/ui'
import { badgeOf, nextOf } from './rules'

export function ShiftRow({ shift: s, mine, current, onTap }: { shift: Shift; /** say what I do next instead of how many places are left */ mine?: boolean; current?: boolean; onTap(): void }) {
  const { elder } = useLook()
  const now = productNow(), badge = badgeOf(s, now), next = mine ? nextOf(s, now) : undefined
  const name = nearDay(s.starts_at, now), date = name.includes(' ') ? shortDay(s.starts_at) : name
  const chip = <Chip tone={badge.tone}>{badge.text}</Chip>
  const note = <>{s.place}{next ? <Txt className={next.urgent ? 'v-next urgent' : 'v-next'}>{next.text}</Txt> : null}</>
  // Large text: when and how many stand above the title, so that it keeps the whole line.
  if (elder) return <Row current={current} onTap={onTap} title={<><Box className='v-top'><Txt size={2} bold num tone='pine'>{`${date} ${clock(s.starts_at)}`}</Txt>{chip}</Box>{s.title}</>} note={note} />
  return (
    <Row current={current} onTap={onTap} title={s.title} value={chip} note={note}
      lead={<Box className='v-when'><Txt className='v-when-d num'>{date}</Txt><Txt className='v-when-t num'>{clock(s.starts_at)}</Txt></Box>} />
  )
}
