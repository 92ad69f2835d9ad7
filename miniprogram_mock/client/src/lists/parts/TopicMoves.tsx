/** The desk's moves on a topic: each asks for what it needs in a sheet; a decision has a page of its own. */
import { useState } from 'react'
import { useWrite, type Loaded } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import type { MeetingKind, Move, Topic, TopicMove, TopicStep } from '@/core/types'
import { moveTopic } from '@/services/topics'
import { Area, Btn, Choice, DateField, Field, Line, Section, Sheet, Stack } from '@/ui'
import { asksDay, asksMeeting, asksNext, asksNote, isForward, mainMove, MEETINGS } from './topics'

type M = Move<TopicMove>

/** All moves, or those that are not the page's pine button. */
export function TopicMoves({ topic: x, of, rest, foot }: { topic: Topic; of: Loaded<Topic>; /** without the main one */ rest?: boolean; /** the main one alone */ foot?: boolean }) {
  const [asked, setAsked] = useState<M>()
  const main = mainMove(x)?.move
  const shown = x.moves.filter(m => (foot ? m.move === main : !rest || m.move !== main))
  const tap = (m: M) => (m.move === 'decide' ? go('lists.decide', { id: x.id }) : setAsked(m))
  if (!shown.length) return null
  const buttons = shown.map(m => <Btn key={m.move} wide={foot} kind={m.move === main ? 'main' : isForward(m.move) || m.move === 'extend' ? 'plain' : 'danger'} onTap={() => tap(m)}>{m.name}</Btn>)
  return (
    <>
      {foot ? buttons : <Section title={t('topics.moves')}><Line>{buttons}</Line></Section>}
      {asked ? <MoveSheet move={asked} topic={x} onClose={() => setAsked(undefined)} onDone={topic => { setAsked(undefined); of.set(topic) }} /> : null}
    </>
  )
}

function MoveSheet({ move: m, topic, onClose, onDone }: { move: M; topic: Topic; onClose(): void; onDone(x: Topic): void }) {
  const [note, setNote] = useState(''), [day, setDay] = useState(''), [next, setNext] = useState(''), [meeting, setMeeting] = useState<MeetingKind | ''>(topic.meeting_kind ?? ''), [tried, setTried] = useState(false)
  const write = useWrite((step: TopicStep) => moveTopic(topic.id, step), { done: x => t('topics.m.done', { stage: x.stage_name }), then: onDone })
  const isExtend = m.move === 'extend'
  const bad = { note: asksNote(m.move) && !note.trim(), day: isExtend && !day, meeting: asksMeeting(m.move) && !meeting }
  function send() {
    setTried(true)
    if (bad.note || bad.day || bad.meeting) return
    write.run({ move: m.move, note: note.trim() || undefined, ends_on: day || undefined, next_actor: next.trim() || undefined, meeting_kind: (asksMeeting(m.move) && meeting) || undefined })
  }
  return (
    <Sheet open title={m.name} closeLabel={t('ui.close')} onClose={onClose} foot={<Btn wide kind={isForward(m.move) || isExtend ? 'main' : 'danger'} busy={write.busy} onTap={send}>{m.name}</Btn>}>
      <Stack gap={4}>
        {asksMeeting(m.move) ? <Choice<MeetingKind> required label={t('topics.f.meeting')} value={meeting} options={MEETINGS.map(value => ({ value, text: t(`topics.meeting.${value}`) }))} error={tried && bad.meeting ? t('topics.bad.choose') : write.fields.meeting_kind} onChange={setMeeting} /> : null}
        {asksDay(m.move) ? <DateField required={isExtend} label={t(isExtend ? 'topics.m.ends.to' : 'topics.m.ends')} help={isExtend ? undefined : t('topics.m.ends.help')} value={day} error={tried && bad.day ? t('topics.bad.day') : write.fields.ends_on} onChange={setDay} /> : null}
        {asksNext(m.move) ? <Field label={t('topics.m.next')} help={t('topics.m.next.help')} value={next} max={60} error={write.fields.next_actor} onChange={setNext} /> : null}
        <Area required={asksNote(m.move)} label={t('topics.m.note')} help={t('topics.m.note.help')} value={note} max={500} error={tried && bad.note ? t('topics.bad.text') : write.fields.note} onChange={setNote} />
      </Stack>
    </Sheet>
  )
}
