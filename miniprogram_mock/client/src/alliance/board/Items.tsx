/** A month's items with what became of each; who took one answers it. */
import { useState } from 'react'
import { useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import type { Alliance, AllianceBoard, AllianceItem, Outcome } from '@/core/types'
import { answerItem } from '@/services/alliances'
import { Area, Box, Btn, Chip, Choice, Field, Row, Rows, Section, Sheet, Txt } from '@/ui'
import { doneOf, inOrder, OUTCOME_TONE, OUTCOMES } from '../parts/rules'

export function Items({ of: a, board: b, onDone }: { of: Alliance; board: AllianceBoard; onDone(a: Alliance): void }) {
  const [open, setOpen] = useState<AllianceItem>()
  return (
    <Section title={t('alliance.items')}>
      {b.items.length ? <Rows>{inOrder(b.items).map(i => <ItemRow key={i.id} of={i} onTap={i.may_answer ? () => setOpen(i) : undefined} />)}</Rows> : <Txt as='p' tone='ink2'>{t('alliance.items.none')}</Txt>}
      {open ? <AnswerSheet of={a} board={b} item={open} onClose={() => setOpen(undefined)} onDone={onDone} /> : null}
    </Section>
  )
}

function ItemRow({ of: i, onTap }: { of: AllianceItem; onTap?(): void }) {
  const facts = { n: i.amount, measure: i.measure, taker: i.taker.name }
  const note = <>{i.scope_name} · {i.outcome === 'partly' ? t('alliance.item.done', { ...facts, done: i.done_amount ?? 0 }) : t('alliance.item', facts)}{i.word ? <Txt className='block'>{i.word}</Txt> : null}</>
  const state = i.outcome ? <Chip tone={OUTCOME_TONE[i.outcome]}>{i.outcome_name}</Chip> : <Txt size={2} tone={onTap ? 'pine' : 'ink2'}>{t(onTap ? 'alliance.answer' : 'alliance.open')}</Txt>
  return <Row title={i.title} note={note} value={state} onTap={onTap} />
}

function AnswerSheet({ of: a, board: b, item: i, onClose, onDone }: { of: Alliance; board: AllianceBoard; item: AllianceItem; onClose(): void; onDone(a: Alliance): void }) {
  const [outcome, setOutcome] = useState<Outcome | ''>(i.outcome ?? ''), [typed, setTyped] = useState(i.outcome === 'partly' ? String(i.done_amount) : ''), [word, setWord] = useState(i.word ?? ''), [tried, setTried] = useState(false)
  const done = doneOf(outcome, typed, i.amount)
  const offered = OUTCOMES.filter(o => o !== 'partly' || i.amount > 1)
  const write = useWrite((o: Outcome, n: number) => answerItem(a.id, i.id, { month: b.month, outcome: o, done_amount: n, word: word.trim() }), { done: t('alliance.answered'), then: r => { onDone(r); onClose() } })
  function send() {
    setTried(true)
    if (outcome && done !== undefined) write.run(outcome, done)
  }
  return (
    <Sheet open title={i.title} closeLabel={t('ui.close')} onClose={onClose} foot={<Btn kind='main' wide busy={write.busy} onTap={send}>{t('alliance.answer.yes')}</Btn>}>
      <Box className='al-form'>
        <Choice<Outcome> required label={t('alliance.outcome')} value={outcome} options={offered.map(value => ({ value, text: t(`alliance.outcome.${value}`) }))} error={tried && !outcome ? t('alliance.outcome.bad') : write.fields.outcome} onChange={setOutcome} />
        {outcome === 'partly' ? <Field required type='number' label={t('alliance.count')} suffix={i.measure} value={typed} error={tried && done === undefined ? t('alliance.count.bad', { n: i.amount - 1 }) : write.fields.done_amount} onChange={setTyped} /> : null}
        <Area label={t('alliance.word')} help={t('alliance.word.help')} value={word} max={300} error={write.fields.word} onChange={setWord} />
      </Box>
    </Sheet>
  )
}
