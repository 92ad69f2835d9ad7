/** One day of a merchant as a page of a passbook: opening, every redemption, closing; equal to the ledger. */
import { useState } from 'react'
import { clock, dayAfter, localDay, points, signed } from '@/core/format'
import { useLoad } from '@/core/hooks'
import { t } from '@/core/i18n'
import { useParams } from '@/core/nav'
import { productNow } from '@/core/now'
import { useMe } from '@/core/store'
import type { Statement } from '@/core/types'
import { statement, takeUnitStatement } from '@/services/redeem'
import { Btn, Choice, DateField, Line, LoadedView, Row, Rows, Screen, Stack, StatementSheet, Txt } from '@/ui'
import '../parts/index.scss'

export default function StatementPage() {
  const { unit_id = '', date: asked } = useParams<'unit_id' | 'date'>()
  const { contactOf } = useMe()
  const isContact = contactOf.some(u => u.id === unit_id)
  const today = localDay(productNow())
  const [date, setDate] = useState(asked || today), [taking, setTaking] = useState(false), [account, setAccount] = useState<'merchant' | 'pledge'>('merchant')
  const load = useLoad(() => statement(unit_id, date), [unit_id, date], { keep: `statement:${unit_id}:${date}` })
  return (
    <Screen title={t('desk.statement')}>
      <Stack gap={0}>
        <DateField label={t('desk.st.date')} required value={date} to={today} onChange={day => { if (day) setDate(day) }} />
        <Line between className='d-lead'><Btn onTap={() => setDate(dayAfter(date, -1))}>{t('desk.st.before')}</Btn>{date < today ? <Btn onTap={() => setDate(dayAfter(date, 1))}>{t('desk.st.after')}</Btn> : null}</Line>
        {isContact ? <Line><Btn kind='quiet' onTap={() => setTaking(true)}>{t('desk.st.period')}</Btn></Line> : null}
        <LoadedView of={load} shape='book'>{s => <Shown of={s} />}</LoadedView>
        {taking ? <StatementSheet take={(from, to, format) => takeUnitStatement(unit_id, account, from, to, format)} onClose={() => setTaking(false)}><Choice<'merchant' | 'pledge'> required inline label={t('desk.st.account')} value={account} options={[{ value: 'merchant', text: t('desk.st.merchant') }, { value: 'pledge', text: t('desk.st.pledge') }]} onChange={(v: 'merchant' | 'pledge') => setAccount(v)} /></StatementSheet> : null}
      </Stack>
    </Screen>
  )
}

function Shown({ of: s }: { of: Statement }) {
  return (
    <Stack gap={3}>
      <Rows label={t('desk.statement')}>
        <Row title={<Txt tone='ink2'>{t('desk.st.opening')}</Txt>} value={<Txt num>{points(s.opening)}</Txt>} />
        {s.lines.map((l, i) => <Row key={`${l.at}${i}`} lead={<Txt size={1} num tone='ink2'>{clock(l.at)}</Txt>} title={l.title} note={[l.voucher_number, t('desk.st.line', { n: l.quantity })].filter(Boolean).join(' · ')} value={<Txt num bold tone='amber'>{signed(l.points, 'point')}</Txt>} />)}
        <Row title={t('desk.st.total', { n: s.count })} value={<Txt num bold tone='amber'>{points(s.total)}</Txt>} />
        <Row title={<Txt bold>{t('desk.st.closing')}</Txt>} value={<Txt num bold>{points(s.closing)}</Txt>} />
      </Rows>
      <Txt as='p' size={2} tone='ink2'>{s.lines.length ? t('desk.st.same') : t('desk.st.none')}</Txt>
    </Stack>
  )
}
