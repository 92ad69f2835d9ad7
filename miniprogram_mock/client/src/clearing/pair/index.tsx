/** One pair: who owes whom, the terms of both sides, every closed day; the lead changes this side's terms. */
import { useState } from 'react'
import { ask } from '@/core/dialogs'
import { number, plainDay, points } from '@/core/format'
import { useLoad, usePages, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { useParams } from '@/core/nav'
import { useMe } from '@/core/store'
import type { ClearingDay, ClearingPair, PairMove } from '@/core/types'
import { agree, days, movePair, pairs } from '@/services/clearing'
import { Btn, Card, Chip, Facts, Field, Line, LoadedView, PagedList, Row, Screen, Section, Sheet, Stack, TwoSidedBar, Txt } from '@/ui'
import { amountOf, dayText, oweText } from '../rules'
import { agreeWord, CEILING_MAX, stateTone } from '../terms'

export default function PairPage() {
  const { other = '' } = useParams<'other'>()
  const { cid } = useMe()
  const load = useLoad(() => pairs().then(all => all.filter(p => String(p.other_id) === other)), [cid, other], { keep: 'clearing:pair:' + other, skip: !cid })
  return (
    <Screen title={t('clearing.pairs')}>
      <LoadedView of={load} shape='detail' empty={{ when: all => !all.length, text: t('clearing.pairs.empty') }}>{([p]) => <Shown pair={p} onDone={load.reload} />}</LoadedView>
    </Screen>
  )
}

function Shown({ pair: p, onDone }: { pair: ClearingPair; onDone(): void }) {
  const side = (label: string, value: number) => ({ label, value, text: number(value) })
  const ceiling = (n: number | null) => (n === null ? t('clearing.unset') : points(n))
  return (
    <Stack gap={4}>
      <Line><Chip tone={stateTone(p)}>{p.state_name}</Chip><Txt bold>{p.other_name}</Txt></Line>
      <Txt as='h2' size={4} bold>{oweText(p.owed, p.other_name)}</Txt>
      <TwoSidedBar left={side(t('clearing.owe.us'), Math.max(p.owed, 0))} right={side(t('clearing.owe.them'), Math.max(-p.owed, 0))} max={p.ceiling} />
      <Section title={t('clearing.terms')}>
        <Card><Facts items={[[t('clearing.effective'), p.ceiling ? points(p.ceiling) : t('clearing.unset')], [t('clearing.ours'), ceiling(p.our_ceiling)], [t('clearing.theirs'), ceiling(p.their_ceiling)], [t('clearing.flight'), p.in_flight ? points(p.in_flight) : undefined]]} /></Card>
      </Section>
      {p.may_agree || p.moves.length ? <Own pair={p} onDone={onDone} /> : null}
      <Days of={p} />
    </Stack>
  )
}

/** What this side's lead can do: at hand while something waits for an answer, else behind a button. One sheet at a time. */
function Own({ pair: p, onDone }: { pair: ClearingPair; onDone(): void }) {
  const [editing, setEditing] = useState(false)
  const all = <Stack gap={4}>{p.may_agree ? <Terms pair={p} onAsk={() => setEditing(false)} onDone={onDone} /> : null}<Moves pair={p} onAsk={() => setEditing(false)} onDone={onDone} /></Stack>
  if (p.state !== 'open') return all
  return <><Btn wide onTap={() => setEditing(true)}>{t('clearing.edit')}</Btn>{editing ? <Sheet open title={t('clearing.edit')} closeLabel={t('ui.close')} onClose={() => setEditing(false)}>{all}</Sheet> : null}</>
}

function Terms({ pair: p, onAsk, onDone }: { pair: ClearingPair; onAsk(): void; onDone(): void }) {
  const [typed, setTyped] = useState(String(p.our_ceiling ?? p.their_ceiling ?? '')), [tried, setTried] = useState(false)
  const ceiling = amountOf(typed, CEILING_MAX), word = t(agreeWord(p))
  const write = useWrite(agree, { done: t('clearing.agreed'), then: onDone })
  async function send() {
    setTried(true)
    if (!ceiling) return
    onAsk()
    if (await ask({ title: t('clearing.agree.ask', { n: points(ceiling) }), text: t('clearing.agree.text'), yes: word })) write.run(p.other_id, ceiling)
  }
  return (
    <Stack gap={2}>
      <Field required type='number' label={t('clearing.ceiling')} help={t('clearing.ceiling.help')} value={typed} suffix={t('clearing.points')} error={tried && !ceiling ? t('clearing.ceiling.bad') : write.fields.ceiling} onChange={setTyped} />
      <Btn kind={p.state === 'open' ? 'plain' : 'main'} wide busy={write.busy} onTap={send}>{word}</Btn>
    </Stack>
  )
}

function Moves({ pair: p, onAsk, onDone }: { pair: ClearingPair; onAsk(): void; onDone(): void }) {
  const write = useWrite(movePair, { done: t('clearing.agreed'), then: onDone })
  async function send(move: PairMove, name: string) {
    onAsk()
    if (await ask({ title: t('clearing.move.ask', { name }), text: t(`clearing.move.${move}`), yes: name, danger: move === 'end' })) write.run(p.other_id, move)
  }
  if (p.state === 'ended' || !p.moves.length) return null
  return <Line>{p.moves.map(m => <Btn key={m.move} kind={m.move === 'end' ? 'danger' : 'plain'} busy={write.busy} onTap={() => send(m.move, m.name)}>{m.name}</Btn>)}</Line>
}

function Days({ of: p }: { of: ClearingPair }) {
  const list = usePages(cursor => days(p.other_id, cursor), [p.other_id], { keep: 'clearing:days:' + p.other_id })
  return (
    <Section title={t('clearing.days')} note={t('clearing.days.note')}>
      <PagedList of={list} empty={{ text: t('clearing.days.empty') }} row={d => <DayRow key={d.day} day={d} name={p.other_name} />} />
    </Section>
  )
}

function DayRow({ day: d, name }: { day: ClearingDay; name: string }) {
  const [tone, text] = d.agrees === null ? (['warn', t('clearing.awaits')] as const) : d.agrees ? (['ok', t('clearing.agrees')] as const) : (['danger', t('clearing.differs')] as const)
  return <Row title={plainDay(d.day)} note={<>{dayText(d)}<Txt className='block'>{oweText(d.closing, name)}</Txt></>} value={<Chip tone={tone}>{text}</Chip>} />
}
