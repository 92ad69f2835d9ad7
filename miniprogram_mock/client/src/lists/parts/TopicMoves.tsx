/** The desk's moves on a topic: each asks for what it needs in a sheet; a decision has a page of its own. */
import { useState } from 'react'
import { useWrite, type Loaded } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import type { MeetingKind, Move, Topic, TopicMove, TopicStep } from '@/core/types'
import { moveTopic } from '@/services/topics'
import { Area, Btn, Choice, DateField, Field, Line, Section, Sheet, Stack } from '@/ui'
import { asksDay, asksMeeting, asksNext, asksNote, isForward, isOnceMore, mainMove, MEETINGS } from './topics'

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
  const [note, setNote] = useState(''), [day, setDay] = useState(''), [again, setAgain] = useState(''), [next, setNext] = useState(''), [meeting, setMeeting] = useState<MeetingKind | ''>(topic.meeting_kind ?? ''), [tried, setTried] = useState(false)
  const write = useWrite((step: TopicStep) => moveTopic(topic.id, step), { done: x => t('topics.m.done', { stage: x.stage_name }), then: onDone })
  const isExtend = m.move === 'extend', once = isOnceMore(topic, m.move), mustDay = isExtend || once
  const bad = { note: asksNote(topic, m.move) && !note.trim(), day: mustDay && !day, again: once && !again, meeting: asksMeeting(m.move) && !meeting }
  function send() {
    setTried(true)
    if (Object.values(bad).some(Boolean)) return
    write.run({ move: m.move, note: note.trim() || undefined, ends_on: day || undefined, review_on: again || undefined, next_actor: next.trim() || undefined, meeting_kind: (asksMeeting(m.move) && meeting) || undefined })
  }
  return (
    <Sheet open title={m.name} closeLabel={t('ui.close')} onClose={onClose} foot={<Btn wide kind={isForward(m.move) || isExtend ? 'main' : 'danger'} busy={write.busy} onTap={send}>{m.name}</Btn>}>
      <Stack gap={4}>
        {asksMeeting(m.move) ? <Choice<MeetingKind> required label={t('topics.f.meeting')} value={meeting} options={MEETINGS.map(value => ({ value, text: t(`topics.meeting.${value}`) }))} error={tried && bad.meeting ? t('topics.bad.choose') : write.fields.meeting_kind} onChange={setMeeting} /> : null}
        {asksDay(topic, m.move) ? <DateField required={mustDay} label={t(once ? 'topics.due' : isExtend ? 'topics.m.ends.to' : 'topics.m.ends')} help={mustDay ? undefined : t('topics.m.ends.help')} value={day} error={tried && bad.day ? t('topics.bad.day') : write.fields.ends_on} onChange={setDay} /> : null}
        {once ? <DateField required label={t('topics.d.review')} value={again} error={tried && bad.again ? t('topics.bad.day') : write.fields.review_on} onChange={setAgain} /> : null}
        {asksNext(m.move) ? <Field label={t('topics.m.next')} help={t('topics.m.next.help')} value={next} max={60} error={write.fields.next_actor} onChange={setNext} /> : null}
        <Area required={asksNote(topic, m.move)} label={t(topic.stage === 'reviewing' ? 'topics.m.reviewed' : 'topics.m.note')} help={t('topics.m.note.help')} value={note} max={500} error={tried && bad.note ? t('topics.bad.text') : write.fields.note} onChange={setNote} />
      </Stack>
    </Sheet>
  )
}
