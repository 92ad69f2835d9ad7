/** One day of a merchant as a page of a passbook: opening, every redemption, closing; equal to the ledger. */
import { useState } from 'react'
import { clock, dateTime, dayAfter, localDay, points, signed } from '@/core/format'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { useParams } from '@/core/nav'
import { productNow } from '@/core/now'
import { useMe } from '@/core/store'
import type { Move, Statement, StatementMove } from '@/core/types'
import { moveStatement, takeDay } from '@/services/merchants'
import { statement, takeUnitStatement } from '@/services/redeem'
import { Btn, Chip, Choice, DateField, Line, LoadedView, Row, Rows, Screen, Section, Stack, StatementSheet, Txt } from '@/ui'
import { Reason } from '../parts/Reason'
import '../parts/index.scss'

export default function StatementPage() {
  const { unit_id = '', date: asked } = useParams<'unit_id' | 'date'>()
  const { contactOf, isStaff, isSupervisor } = useMe()
  const isContact = contactOf.some(u => u.id === unit_id)
  const mayLookBack = isContact || isStaff || isSupervisor // a clerk sees today alone
  const today = localDay(productNow())
  const [date, setDate] = useState(asked || today), [taking, setTaking] = useState(false), [account, setAccount] = useState<'merchant' | 'pledge'>('merchant')
  const load = useLoad(() => statement(unit_id, date), [unit_id, date], { keep: `statement:${unit_id}:${date}` })
  return (
    <Screen title={t('desk.statement')}>
      <Stack gap={0}>
        {mayLookBack ? <DateField label={t('desk.st.date')} required value={date} to={today} onChange={day => { if (day) setDate(day) }} /> : null}
        {mayLookBack ? <Line between className='d-lead'><Btn onTap={() => setDate(dayAfter(date, -1))}>{t('desk.st.before')}</Btn>{date < today ? <Btn onTap={() => setDate(dayAfter(date, 1))}>{t('desk.st.after')}</Btn> : null}</Line> : null}
        {isContact ? <Line><Btn kind='quiet' onTap={() => setTaking(true)}>{t('desk.st.period')}</Btn></Line> : null}
        <LoadedView of={load} shape='book'>{s => <Shown of={s} unitId={unit_id} onSaid={load.set} />}</LoadedView>
        {taking ? <StatementSheet take={(from, to, format) => takeUnitStatement(unit_id, account, from, to, format)} onClose={() => setTaking(false)}><Choice<'merchant' | 'pledge'> required inline label={t('desk.st.account')} value={account} options={[{ value: 'merchant', text: t('desk.st.merchant') }, { value: 'pledge', text: t('desk.st.pledge') }]} onChange={(v: 'merchant' | 'pledge') => setAccount(v)} /></StatementSheet> : null}
      </Stack>
    </Screen>
  )
}

function Shown({ of: s, unitId, onSaid }: { of: Statement; unitId: string; onSaid(s: Statement): void }) {
  const sum = (label: string, n: number) => (n ? <Row title={label} value={<Txt num bold tone='amber'>{signed(n, 'point')}</Txt>} /> : null)
  return (
    <Stack gap={4}>
      <Rows label={t('desk.statement')}>
        <Row title={<Txt tone='ink2'>{t('desk.st.opening')}</Txt>} value={<Txt num>{points(s.opening)}</Txt>} />
        {s.lines.map((l, i) => <Row key={`${l.at}${i}`} lead={<Txt size={1} num tone='ink2'>{clock(l.at)}</Txt>} title={l.title} note={[l.voucher_number, l.quantity ? t('desk.st.line', { n: l.quantity }) : undefined].filter(Boolean).join(' · ')} value={<Txt num bold tone='amber'>{signed(l.points, 'point')}</Txt>} />)}
        {sum(t('shop.day.redeemed'), s.redeemed)}
        {sum(t('shop.day.refunds'), -s.refunds)}
        {sum(t('shop.day.corrections'), s.corrections)}
        <Row title={<Txt bold>{t('desk.st.closing')}</Txt>} value={<Txt num bold>{points(s.closing)}</Txt>} />
        {s.number ? <Row title={t('shop.day.fulfilled')} note={s.number} value={<Txt num bold>{points(s.fulfilled)}</Txt>} /> : null}
      </Rows>
      <Txt as='p' size={2} tone='ink2'>{s.lines.length ? t('desk.st.same') : t('desk.st.none')}</Txt>
      {s.number ? <Talk of={s} unitId={unitId} onSaid={onSaid} /> : null}
    </Stack>
  )
}

/** What was said about the day, and what one may say to it. */
function Talk({ of: s, unitId, onSaid }: { of: Statement; unitId: string; onSaid(s: Statement): void }) {
  const [asked, setAsked] = useState<Move<StatementMove>>()
  const write = useWrite((move: StatementMove, text?: string) => moveStatement(unitId, s.date, move, text), { done: t('shop.day.moved'), then: r => { setAsked(undefined); onSaid(r) } })
  const save = useWrite(() => takeDay(unitId, s.date), { done: t('shop.days.saved') })
  return (
    <Section title={t('shop.day.talk')} aside={<Chip tone={s.state === 'confirmed' ? 'ok' : s.state === 'objected' ? 'danger' : 'warn'}>{s.state_name}</Chip>}>
      <Stack gap={3}>
        {s.notes.length ? <Rows>{s.notes.map(n => <Row key={n.at} title={t(`shop.day.note.${n.what}`, { by: n.by, text: n.text })} note={dateTime(n.at)} />)}</Rows> : null}
        {s.moves.map(m => <Btn key={m.move} wide kind={m.move === 'confirm' ? 'main' : 'plain'} busy={write.busy} onTap={() => (m.move === 'confirm' ? write.run(m.move) : setAsked(m))}>{m.name}</Btn>)}
        <Btn wide busy={save.busy} onTap={() => save.run()}>{t('shop.day.save')}</Btn>
      </Stack>
      {asked ? <Reason title={asked.name} label={asked.move === 'object' ? t('shop.day.why') : t('shop.day.reply')} need={t('shop.day.need')} busy={write.busy} onSend={text => write.run(asked.move, text)} onClose={() => setAsked(undefined)} /> : null}
    </Section>
  )
}
