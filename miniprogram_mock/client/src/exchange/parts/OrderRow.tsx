/** A request in a list: what, when and where, what it pays; whose turn it is when it is mine. */
import { clock, nearDay } from '@/core/format'
import { t } from '@/core/i18n'
import { useLook, useWide } from '@/core/store'
import type { Order } from '@/core/types'
import { Chip, Row, Txt } from '@/ui'
import { time, TONES } from '../rules'

export function OrderRow({ order: o, mine, current, onTap }: { order: Order; mine?: boolean; current?: boolean; onTap(): void }) {
  const { elder } = useLook(), wide = useWide()
  const when = `${nearDay(o.starts_at)} ${clock(o.starts_at)}`
  const about = [o.category_name, when, o.place, !mine && o.answers_count ? t('exchange.answers.n', { n: o.answers_count }) : ''].filter(Boolean).join(' · ')
  const pays = <Txt num bold tone='pine'>{time(o.minutes)}</Txt>
  const value = mine ? <Chip tone={TONES[o.state]}>{o.state_name}</Chip> : pays
  if (elder && !wide) return <Row current={current} title={o.title} note={<>{value}<Txt className='block'>{when}</Txt><Txt className='block'>{`${o.category_name} · ${o.place}`}</Txt></>} onTap={onTap} />
  return <Row current={current} title={o.title} note={about} value={value} onTap={onTap} />
}
