/** One request whole: whose turn it is and by when, the facts, who answered, the line of stops, and the writes on it. */
import { useState } from 'react'
import { dateTime, span } from '@/core/format'
import { ask, toast } from '@/core/dialogs'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { productNow } from '@/core/now'
import type { Key } from '@/core/i18n'
import type { OrderMove, OrderStep, WholeOrder } from '@/core/types'
import { moveOrder, order as loadOrder, withdrawAnswer } from '@/services/exchange'
import { Box, Btn, Card, Chip, Facts, Line, LoadedView, Row, Rows, Section, Stack, Stops, Txt } from '@/ui'
import { useTick } from '@/core/tick'
import { cancelText, isLate, may, nameOf, promisesText, stepOf, time, TONES } from '../rules'
import { Answers, AnswerSheet } from './Answers'
import { ConfirmSheet, ReportSheet } from './Sheets'

const DONE: Partial<Record<OrderMove, Key>> = { accept: 'exchange.accept.done', report: 'exchange.report.done', complete: 'exchange.confirmed', confirm: 'exchange.confirmed', claim_absence: 'exchange.absent.done', dispute: 'exchange.dispute.sent', rule: 'exchange.rule.done', cancel: 'exchange.cancelled' }
type SheetName = 'answer' | 'report' | 'confirm'

/** The order and the writes on it, shared by the page's middle and its foot. */
export function useOrder(id: string, onDone?: () => void) {
  const load = useLoad(() => loadOrder(id), [id], { keep: 'order:' + id })
  const [sheet, setSheet] = useState<SheetName>()
  useTick(20)
  const done = (o: WholeOrder) => { load.set(o); setSheet(undefined); onDone?.() }
  const write = useWrite((step: OrderStep) => moveOrder(id, step), { then: done })
  /** What was shown is not what is: look again. */
  async function move(step: OrderStep) {
    const r = await write.run(step)
    const said = DONE[step.move]
    if (!r) await load.reload()
    else if (said && !(step.move === 'confirm' && r.state === 'missed')) toast(t(said))
    return r
  }
  const withdraw = useWrite((answerId: string) => withdrawAnswer(answerId), { done: t('exchange.withdrawn'), then: done })
  return { load, sheet, setSheet, write, move, withdraw, done }
}
export type OrderControl = ReturnType<typeof useOrder>

const now = () => productNow()
export const hasAction = (o: WholeOrder) => stepOf(o, now()) !== 'none'

export function OrderAction({ order: o, of }: { order: WholeOrder; of: OrderControl }) {
  const busy = of.write.busy
  switch (stepOf(o, now())) {
    case 'answer': return <Btn kind='main' wide onTap={() => of.setSheet('answer')}>{t('exchange.answer')}</Btn>
    case 'code': return <Btn kind='main' wide onTap={() => go('volunteering.shiftCode', { id: o.shift_id! })}>{t('exchange.code')}</Btn>
    case 'checkIn': case 'checkOut': return <Btn kind='main' wide onTap={() => go('volunteering.checkIn', { id: o.shift_id! })}>{t(stepOf(o, now()) === 'checkIn' ? 'exchange.checkIn' : 'exchange.checkOut')}</Btn>
    case 'report': return <Btn kind='main' wide onTap={() => of.setSheet('report')}>{t('exchange.report')}</Btn>
    case 'complete': return <Btn kind='main' wide busy={busy} onTap={() => complete(o, of)}>{nameOf(o, 'complete')}</Btn>
    case 'confirm': return <Btn kind='main' wide busy={busy} onTap={() => confirm(o, of)}>{nameOf(o, 'confirm')}</Btn>
    case 'rule': return <Btn kind='main' wide onTap={() => go('exchange.dispute', { id: o.id })}>{t('exchange.rule')}</Btn>
    default: return null
  }
}

async function complete(o: WholeOrder, of: OrderControl) {
  if (o.consent_name) return of.setSheet('confirm')
  if (await ask({ title: t('exchange.complete.ask'), text: t('exchange.complete.text', { time: time(o.minutes) }), yes: t('exchange.complete') })) await of.move({ move: 'complete' })
}
async function confirm(o: WholeOrder, of: OrderControl) {
  if (o.state === 'reported' && o.side === 'asker' && o.consent_name) return of.setSheet('confirm')
  const minutes = o.reported_minutes ?? 0
  const asked = o.state === 'reported'
    ? { title: t('exchange.confirm.ask', { time: time(minutes) }), text: t('exchange.confirm.text', { time: time(minutes) }), yes: nameOf(o, 'confirm') }
    : { title: t('exchange.missed.ask'), text: o.side === 'asker' ? t('exchange.missed.text.asker', { time: time(Math.min(30, o.minutes)) }) : t('exchange.missed.text.helper'), yes: nameOf(o, 'confirm'), danger: true }
  if (await ask(asked)) await of.move({ move: 'confirm' })
}
async function cancel(o: WholeOrder, of: OrderControl) {
  const late = o.state !== 'open' && !o.compensation && isLate(o, now())
  if (await ask({ title: t('exchange.cancel.ask'), text: late ? `${t('exchange.cancel.late')}${cancelText(o)}` : cancelText(o), yes: t('exchange.cancel.yes'), danger: true })) await of.move({ move: 'cancel', compensation: o.compensation ?? 0 })
}
async function absent(o: WholeOrder, of: OrderControl) {
  const text = o.side === 'asker' ? t('exchange.absent.text.asker') : t('exchange.absent.text.helper', { time: time(Math.min(30, o.minutes)) })
  if (await ask({ title: t('exchange.absent.ask'), text, yes: t('exchange.absent'), danger: true })) await of.move({ move: 'claim_absence' })
}

export function OrderView({ order: o, of }: { order: WholeOrder; of: OrderControl }) {
  const refused = of.write.error && !of.write.error.offline ? words(of.write.error) : undefined
  return (
    <>
      <Stack gap={3}>
        <Line><Chip tone={TONES[o.state]}>{o.state_name}</Chip><Txt size={2} tone='ink2'>{o.category_name}</Txt></Line>
        <Txt as='h2' size={4} bold>{o.title}</Txt>
        <Turn order={o} />
        {refused ? <Box role='alert' className='x-refused'><Txt as='p' bold tone='danger'>{refused}</Txt></Box> : null}
        {o.text ? <Txt as='p'>{o.text}</Txt> : null}
        <Card><Facts items={factsOf(o)} /></Card>
      </Stack>
      {o.my_answer && o.my_answer.state !== 'chosen' ? <Mine order={o} of={of} /> : null}
      {o.side === 'asker' && o.state === 'open' ? <Answers order={o} of={of} /> : null}
      <OnSite order={o} />
      {o.statements.length || may(o, 'dispute') || o.state === 'disputed' ? <Section><Rows><Row title={may(o, 'dispute') ? t('exchange.dispute') : t('exchange.dispute.title')} value={o.statements.length ? String(o.statements.length) : undefined} onTap={() => go('exchange.dispute', { id: o.id })} /></Rows></Section> : null}
      <Section title={t('exchange.line')}>
        <Card><Stops stops={o.stops.map((s, i) => ({ key: String(i), name: s.minutes === null ? s.name : `${s.name} · ${time(s.minutes)}`, status: s.status, at: s.at, by: s.by, note: s.note ?? (s.due_at ? t('exchange.until', { when: dateTime(s.due_at) }) : undefined) }))} /></Card>
      </Section>
      <Others order={o} of={of} />
      <AnswerSheet order={o} open={of.sheet === 'answer'} of={of} />
      <ReportSheet key={`r${o.suggested_minutes}`} order={o} open={of.sheet === 'report'} of={of} />
      <ConfirmSheet order={o} open={of.sheet === 'confirm'} of={of} />
    </>
  )
}

/** What a refusal means; it stays on the page while the message at its foot goes. */
function words(error: { code: string; words: string; problem: Record<string, unknown> }) {
  if (error.code === 'insufficient_time') return (error.problem.detail as string | undefined) ?? t('exchange.poor', { available: time(Number(error.problem.available ?? 0)), needed: time(Number(error.problem.needed ?? 0)) })
  return error.words
}

/** Whose turn it is, by when, and what follows when nobody does anything. */
function Turn({ order: o }: { order: WholeOrder }) {
  const n = o.next
  if (!n) return null
  const chooses = o.side === 'asker' && may(o, 'accept') && o.answers.some(a => a.state === 'offered')
  const mine = chooses || o.moves.some(m => m.move === 'confirm' || m.move === 'rule')
  return (
    <Box className={mine ? 'x-turn mine' : 'x-turn'}>
      <Txt as='p' bold>{`${mine ? t('exchange.mineNow') : `${t('exchange.now')}${n.who}`}：${chooses ? t('exchange.choose') : n.what}`}</Txt>
      {n.due_at ? <Txt as='p' size={2} num tone='ink2'>{[t('exchange.until', { when: dateTime(n.due_at) }), n.otherwise].filter(Boolean).join('；')}</Txt> : null}
    </Box>
  )
}

const named = (name: string, p: { kept: number; broken: number } | null) => (p ? <>{name}<Txt size={2} tone='ink2' className='block'>{promisesText(p)}</Txt></> : name)
function factsOf(o: WholeOrder): Parameters<typeof Facts>[0]['items'] {
  return [
    [t('exchange.when'), <Txt key='w' bold num>{span(o.starts_at, o.ends_at, now())}</Txt>], [t('exchange.long'), time(o.minutes)], [t('exchange.where'), o.door ? `${o.place} ${o.door}` : o.place],
    [t('exchange.asker'), named(o.asker.name, o.side === 'asker' ? null : o.asker_promises)],
    o.helper && [t('exchange.helper'), named(o.helper.name, o.side === 'helper' ? null : o.helper_promises)],
    !!o.phone && [t('exchange.phone'), <Txt key='p' num>{o.phone}</Txt>],
    o.asked_by && [t('exchange.agent'), o.asked_by.name], !!o.consent_name && [t('exchange.consent'), o.consent_name],
    !!o.reported_minutes && o.posted_minutes === null && [t('exchange.reported'), time(o.reported_minutes)],
    o.posted_minutes === null ? [t('exchange.payer'), `${o.payer_name} · ${time(o.minutes)}`] : [t('exchange.posted'), `${o.payer_name} · ${time(o.posted_minutes)}`],
    !!o.returned_minutes && [t('exchange.returned'), time(o.returned_minutes)],
  ]
}

function Mine({ order: o, of }: { order: WholeOrder; of: OrderControl }) {
  const a = o.my_answer!
  return (
    <Section><Card><Stack gap={2}>
      <Txt as='p' bold>{t('exchange.answer.mine', { state: a.state_name })}</Txt>
      {a.message ? <Txt as='p' tone='ink2'>{a.message}</Txt> : null}
      {a.moves.length ? <Line><Btn kind='danger' busy={of.withdraw.busy} onTap={() => of.withdraw.run(a.id)}>{t('exchange.withdraw')}</Btn></Line> : null}
    </Stack></Card></Section>
  )
}

/** The code and the record that comes of it; without a code no record arises, and that is said. */
function OnSite({ order: o }: { order: WholeOrder }) {
  if (!o.shift_id || !o.side) return null
  if (o.record) {
    return (
      <Section title={t('exchange.record')}>
        <Rows><Row title={o.record.minutes === null ? t('exchange.record') : time(o.record.minutes)} value={<Chip tone='record'>{o.record.state_name}</Chip>} onTap={() => go('volunteering.record', { id: o.record!.id })} /></Rows>
        {o.posted_minutes !== null && o.side === 'asker' && o.record.state === 'checked_out' ? <Box className='x-gap'><Txt as='p' size={2} tone='ink2'>{t('exchange.record.witness')}</Txt></Box> : null}
      </Section>
    )
  }
  const note = o.state === 'completed' ? t('exchange.record.none') : o.state === 'accepted' ? t(o.side === 'asker' ? 'exchange.code.note' : 'exchange.code.note.helper') : undefined
  return note ? <Box className='x-gap'><Txt as='p' size={2} tone='ink2'>{note}</Txt></Box> : null
}

/** What else can be done: beneath, never the pine button. */
function Others({ order: o, of }: { order: WholeOrder; of: OrderControl }) {
  const main = stepOf(o, now()), busy = of.write.busy
  const reports = may(o, 'report') && main !== 'report'
  const completes = may(o, 'complete') && main !== 'complete'
  if (!reports && !completes && !may(o, 'claim_absence') && !may(o, 'cancel')) return null
  return (
    <Section><Stack gap={2}>
      {completes ? <Btn wide busy={busy} onTap={() => complete(o, of)}>{nameOf(o, 'complete')}</Btn> : null}
      {reports ? <Btn wide onTap={() => of.setSheet('report')}>{o.side === 'asker' ? t('exchange.part') : t('exchange.report')}</Btn> : null}
      {may(o, 'claim_absence') ? <Btn wide busy={busy} onTap={() => absent(o, of)}>{t('exchange.absent')}</Btn> : null}
      {may(o, 'cancel') ? <Btn kind='danger' wide busy={busy} onTap={() => cancel(o, of)}>{t('exchange.cancel.yes')}</Btn> : null}
    </Stack></Section>
  )
}

/** Beside a list on a wide screen. */
export function OrderBeside({ id, onDone }: { id: string; onDone?(): void }) {
  const of = useOrder(id, onDone)
  return <LoadedView of={of.load} shape='detail'>{o => <><OrderView order={o} of={of} />{hasAction(o) ? <Box className='x-beside'><OrderAction order={o} of={of} /></Box> : null}</>}</LoadedView>
}
