/** One day of a merchant: opening, every redemption, closing; equal to the ledger. */
import { useState } from 'react'
import { clock, localDay, points, signed } from '@/core/format'
import { useLoad } from '@/core/hooks'
import { t } from '@/core/i18n'
import { useParams } from '@/core/nav'
import { productNow } from '@/core/now'
import type { Statement } from '@/core/types'
import { statement } from '@/services/redeem'
import { DateField, Facts, LoadedView, Row, Rows, Screen, Stack, Txt } from '@/ui'

export default function StatementPage() {
  const { unit_id = '', date: asked } = useParams<'unit_id' | 'date'>()
  const today = localDay(productNow())
  const [date, setDate] = useState(asked || today)
  const load = useLoad(() => statement(unit_id, date), [unit_id, date], { keep: `statement:${unit_id}:${date}` })
  return (
    <Screen title={t('desk.statement')}>
      <Stack gap={4}>
        <DateField label={t('desk.st.date')} required value={date} to={today} onChange={setDate} />
        <LoadedView of={load} shape='book'>{s => <Shown of={s} />}</LoadedView>
      </Stack>
    </Screen>
  )
}

function Shown({ of: s }: { of: Statement }) {
  return (
    <Stack gap={4}>
      <Facts items={[[t('desk.st.opening'), points(s.opening)], [t('desk.st.total'), `${points(s.total)} · ${t('desk.today.count', { n: s.count })}`], [t('desk.st.closing'), points(s.closing)]]} />
      {s.lines.length ? (
        <Rows label={t('desk.statement')}>
          {s.lines.map(l => <Row key={l.voucher_number + l.at} lead={<Txt size={1} num tone='ink2'>{clock(l.at)}</Txt>} title={l.title} note={`${l.voucher_number} · ${t('desk.st.line', { n: l.quantity })}`} value={<Txt num bold tone='amber'>{signed(l.points, 'point')}</Txt>} />)}
        </Rows>
      ) : <Txt as='p' tone='ink2'>{t('desk.st.none')}</Txt>}
    </Stack>
  )
}
