/** The moves on a record as buttons: a yes or no before what cannot be taken back, a reason for what is told to others. */
import { useState } from 'react'
import { hours, span, wholeNumber } from '@/core/format'
import { ask, toast } from '@/core/dialogs'
import { useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import type { Move, RecordMove, ServiceRecord } from '@/core/types'
import { moveRecord } from '@/services/volunteering'
import { Area, Btn, Field, Line, Sheet } from '@/ui'
import { isDisputed, needsNote } from './rules'

type M = Move<RecordMove>
const said = (r: ServiceRecord, m: RecordMove) => (m === 'confirm' && r.state === 'held' ? t('volunteering.moved.confirm.held') : t(`volunteering.moved.${m}`))
const disputeButton = (r: ServiceRecord) => (r.moves.some(m => m.move === 'uphold') ? 'volunteering.dispute.go.rule' : 'volunteering.dispute.go')
const isPositive = (m: RecordMove) => m === 'witness' || m === 'confirm' || m === 'approve'

export function RecordMoves({ record, onDone, wide, extra }: { record: ServiceRecord; onDone(r: ServiceRecord): void; /** at the page's foot */ wide?: boolean; extra?: React.ReactNode }) {
  const [told, setTold] = useState<M>()
  const write = useWrite((move: RecordMove, note?: string, minutes?: number) => moveRecord(record.id, move, { note, minutes }))
  async function run(m: M, note?: string, minutes?: number) {
    const r = await write.run(m.move, note, minutes)
    if (!r) return
    setTold(undefined)
    toast(said(r, m.move))
    onDone(r)
  }
  async function tap(m: M) {
    if (isDisputed(m.move, record)) { go('volunteering.dispute', { id: record.id }); return }
    if (needsNote(m.move)) { write.clear(); setTold(m); return }
    if (await ask(question(record, m))) await run(m)
  }
  // Staff who were not there witness by a call, and the server wants to know whom they asked.
  const wanting = !told && write.fields.note ? record.moves.find(m => m.move === 'witness') : undefined
  const open = told ?? wanting
  const main = record.moves.find(m => isPositive(m.move))?.move
  // What is disputed is read before anything is done: one button leads to both sides' words.
  if (record.state === 'disputed' && record.moves.length) return <Line className={wide ? 'v-foot' : undefined}><Btn wide={wide} kind='main' onTap={() => go('volunteering.dispute', { id: record.id })}>{t(disputeButton(record))}</Btn>{extra}</Line>
  return (
    <>
      <Line className={wide ? 'v-foot' : undefined}>
        {record.moves.map(m => <Btn key={m.move} wide={wide} kind={m.move === main ? 'main' : m.move === 'uphold' || m.move === 'lower' ? 'plain' : 'danger'} busy={write.busy} label={wide ? undefined : `${m.name}，${record.member.name}`} onTap={() => tap(m)}>{m.name}</Btn>)}
        {extra}
      </Line>
      {open ? <NoteSheet move={open} busy={write.busy} error={write.fields.note} onClose={() => { setTold(undefined); write.clear() }} most={(record.minutes ?? 1) - 1} onSend={(note, minutes) => run(open, note, minutes)} /> : null}
    </>
  )
}

function question(r: ServiceRecord, m: M) {
  const v = { name: r.member.name, title: r.shift.title, when: span(r.shift.starts_at, r.shift.ends_at), time: r.minutes == null ? '' : hours(r.minutes) }
  const what = m.move === 'witness' || m.move === 'approve' ? m.move : 'confirm'
  return { title: t(`volunteering.ask.${what}`, v), text: t(`volunteering.ask.${what}.text`, v), yes: t(`volunteering.ask.${what}.yes`) }
}

function NoteSheet({ move, busy, error, most, onClose, onSend }: { move: M; busy: boolean; error?: string; /** minutes a ruling can leave */ most: number; onClose(): void; onSend(note: string, minutes?: number): void }) {
  const [note, setNote] = useState(''), [text, setText] = useState(''), [tried, setTried] = useState(false)
  const lowers = move.move === 'lower', minutes = lowers ? wholeNumber(text, most) : undefined
  const send = () => { setTried(true); if (note.trim() && (!lowers || minutes !== undefined)) onSend(note.trim(), minutes) }
  return (
    <Sheet open title={move.name} closeLabel={t('ui.close')} onClose={onClose} foot={<Btn wide kind={move.move === 'reject' ? 'danger' : 'main'} busy={busy} onTap={send}>{move.name}</Btn>}>
      {lowers ? <Field required type='number' label={t('volunteering.rule.minutes')} suffix={t('exchange.unit')} help={t('volunteering.rule.minutes.help', { n: most })} value={text} error={tried && minutes === undefined ? t('volunteering.rule.minutes.bad', { n: most }) : undefined} onChange={setText} /> : null}
      <Area required label={t(`volunteering.note.${move.move}`)} help={t(`volunteering.note.${move.move}.help`)} value={note} max={500} error={(tried && !note.trim() ? t('volunteering.note.need') : undefined) ?? (tried ? error : undefined)} onChange={setNote} />
    </Sheet>
  )
}
