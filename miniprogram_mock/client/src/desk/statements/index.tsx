/** A shop's days by month: what was settled on top, a row a day, the whole as a table to keep. */
import { useState } from 'react'
import { localDay, number, plainDay, points } from '@/core/format'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go, useParams } from '@/core/nav'
import { productNow } from '@/core/now'
import type { StatementDay, StatementState } from '@/core/types'
import { month as loadMonth, takeMonth } from '@/services/merchants'
import { Btn, Card, Chip, Empty, Figure, Line, LoadedView, Row, Rows, Screen, Stack, Txt, type Tone } from '@/ui'
import '../parts/index.scss'

const TONES: Record<StatementState, Tone> = { made: 'warn', confirmed: 'ok', objected: 'danger', replied: 'warn' }
/** `2026-12` and one back is `2026-11`. */
export function monthAfter(of: string, by: number) {
  const [y, m] = of.split('-').map(Number), at = y * 12 + m - 1 + by
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`
}
const nameOf = (of: string) => t('shop.days.of', { y: of.slice(0, 4), m: Number(of.slice(5)) })

export default function StatementsPage() {
  const { unit_id = '' } = useParams<'unit_id'>()
  const now = localDay(productNow()).slice(0, 7)
  const [of, setOf] = useState(now)
  const load = useLoad(() => loadMonth(unit_id, of), [unit_id, of], { keep: `month:${unit_id}:${of}` })
  const save = useWrite(() => takeMonth(unit_id, of), { done: t('shop.days.saved') })
  return (
    <Screen title={t('shop.days')} action={load.data?.days.length ? <Btn wide busy={save.busy} onTap={() => save.run()}>{t('shop.days.save')}</Btn> : undefined}>
      <Stack gap={3}>
        <Txt as='h2' size={4} bold num>{nameOf(of)}</Txt>
        <Line between><Btn label={t('shop.days.before')} onTap={() => setOf(monthAfter(of, -1))}>{t('shop.days.before')}</Btn><Btn disabled={of >= now} label={t('shop.days.after')} onTap={() => setOf(monthAfter(of, 1))}>{t('shop.days.after')}</Btn></Line>
        <LoadedView of={load} shape='book'>
          {m => (
            <Stack gap={3}>
              <Card><Figure value={number(m.sums.fulfilled)} unit={t('redeem.points')} label={t('shop.days.fulfilled')} tone='amber' /><Txt as='p' size={2} tone='ink2' num>{t('shop.days.sum', { redeemed: points(m.sums.redeemed), refunds: points(m.sums.refunds) })}</Txt></Card>
              {m.days.length ? <Rows>{m.days.map(d => <Row key={d.date} title={plainDay(d.date)} note={noteOf(d)} value={<Chip tone={TONES[d.state]}>{d.state_name}</Chip>} onTap={() => go('desk.statement', { unit_id, date: d.date })} />)}</Rows> : <Empty text={t('shop.days.none')} />}
            </Stack>
          )}
        </LoadedView>
      </Stack>
    </Screen>
  )
}

function noteOf(d: StatementDay) {
  const first = d.refunds ? t('shop.days.row', { redeemed: points(d.redeemed), refunds: points(d.refunds) }) : t('shop.days.row.only', { redeemed: points(d.redeemed) })
  return first + (d.corrections ? t('shop.days.correct', { n: points(d.corrections) }) : '')
}
