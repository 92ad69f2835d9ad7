/** What the desk can do with a round: one tap, or a sheet where a reason or a day is asked for. */
import { useState } from 'react'
import { ask } from '@/core/dialogs'
import { type Loaded, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import type { BudgetRound, Move, RoundMove } from '@/core/types'
import { moveRound } from '@/services/budget'
import { Area, Btn, DateField, Row, Rows, Section, Sheet, Stack } from '@/ui'

const ASKS: readonly RoundMove[] = ['extend', 'call_off', 'open_voting']

export function RoundMoves({ round: x, of }: { round: BudgetRound; of: Loaded<BudgetRound> }) {
  const [open, setOpen] = useState<Move<RoundMove>>()
  const write = useWrite(moveRound, { done: r => t('budget.moved', { stage: r.stage_name }), then: r => { of.set(r); setOpen(undefined) } })
  if (!x.moves.length) return null
  async function tap(m: Move<RoundMove>) {
    if (ASKS.includes(m.move)) { setOpen(m); return }
    if (await ask({ title: m.name, text: t(m.move === 'close' ? 'budget.close.sure' : 'budget.move.sure'), yes: m.name })) write.run(x.id, { move: m.move })
  }
  return (
    <Section title={t('budget.moves')}>
      <Rows>{x.moves.map(m => <Row key={m.move} title={m.name} onTap={() => tap(m)} />)}</Rows>
      {open ? <MoveSheet key={open.move} move={open} busy={write.busy} fields={write.fields} onClose={() => setOpen(undefined)} onSend={(note, day) => write.run(x.id, { move: open.move, note: note || undefined, ends_on: day || undefined })} /> : null}
    </Section>
  )
}

function MoveSheet({ move: m, busy, fields, onClose, onSend }: { move: Move<RoundMove>; busy: boolean; fields: Record<string, string>; onClose(): void; onSend(note: string, day: string): void }) {
  const [note, setNote] = useState(''), [day, setDay] = useState(''), [tried, setTried] = useState(false)
  const bad = { note: m.move !== 'open_voting' && note.trim().length < 2, day: m.move === 'extend' && !day }
  return (
    <Sheet open title={m.name} closeLabel={t('ui.close')} onClose={onClose} foot={<Btn wide kind={m.move === 'call_off' ? 'danger' : 'main'} busy={busy} onTap={() => { setTried(true); if (!bad.note && !bad.day) onSend(note.trim(), day) }}>{m.name}</Btn>}>
      <Stack gap={3}>
        {m.move === 'call_off' ? null : <DateField required={m.move === 'extend'} label={t(m.move === 'extend' ? 'budget.extend.to' : 'budget.vote.to')} help={m.move === 'extend' ? undefined : t('budget.vote.to.help')} value={day} error={tried && bad.day ? t('budget.bad.day') : fields.ends_on} onChange={setDay} />}
        {m.move === 'open_voting' ? null : <Area required label={t('budget.note')} help={t('budget.note.help')} value={note} max={500} error={tried && bad.note ? t('budget.bad.text') : fields.note} onChange={setNote} />}
      </Stack>
    </Sheet>
  )
}
