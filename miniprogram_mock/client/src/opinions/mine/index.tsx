/** What I voted, to be changed until the close; what I said, and what became of it. */
import { useState } from 'react'
import { ask } from '@/core/dialogs'
import { useLoad, usePages, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go, useParams } from '@/core/nav'
import { moveStatement, opinions, ownVotes, statements, vote } from '@/services/opinions'
import { Btn, Box, Card, Chip, Empty, Line, LoadedView, PagedList, Row, Screen, Sheet, Stack, Tabs, Txt, type Tone } from '@/ui'
import type { Id, OpinionStatement, OwnVote, OpinionState, VoteAnswer } from '@/core/types'
import { Answers } from '../parts/Answers'
import '../parts/index.scss'

const VIEWS = ['voted', 'said'] as const
type View = typeof VIEWS[number]
const TONES: Partial<Record<OpinionState, Tone>> = { waiting: 'warn', open: 'ok', refused: 'danger', hidden: 'danger' }

export default function MinePage() {
  const { id = '', view: first } = useParams<'id' | 'view'>()
  const [view, setView] = useState<View>(first === 'said' ? 'said' : 'voted')
  const load = useLoad(() => opinions(id), [id], { keep: 'opinions:' + id }), open = load.data?.state === 'open'
  return (
    <Screen title={t('opinions.m.title')} action={open && view === 'said' && load.data?.own_left_to_say ? <Btn kind='main' wide onTap={() => go('opinions.say', { id })}>{t('opinions.say')}</Btn> : undefined}>
      <Tabs label={t('opinions.m.view')} value={view} tabs={VIEWS.map(value => ({ value, text: t(`opinions.m.view.${value}`) }))} onChange={setView} />
      <LoadedView of={load} shape='rows'>{() => (view === 'said' ? <SaidByMe id={id} /> : open ? <Voted id={id} /> : <Empty text={t('opinions.m.closed')} action={{ text: t('opinions.look.closed'), onTap: () => go('opinions.map', { id }) }} />)}</LoadedView>
    </Screen>
  )
}

function Voted({ id }: { id: Id }) {
  const list = usePages(cursor => ownVotes(id, cursor), [id], { keep: 'votes:' + id }), [chosen, setChosen] = useState<OwnVote>()
  const write = useWrite((v: OwnVote, answer: VoteAnswer) => vote(id, v.id, answer).then(() => ({ ...v, answer })), { then: after => { list.change(x => (x.id === after.id ? after : x)); setChosen(undefined) }, done: v => t('opinions.s.voted', { answer: t(`opinions.answer.${v.answer}`) }) })
  return (
    <>
      <PagedList of={list} empty={{ text: t('opinions.m.none.voted'), action: { text: t('opinions.v.title'), onTap: () => go('opinions.vote', { id }) } }} row={v => <Row key={v.id} title={v.text} value={<Chip tone='pine'>{t(`opinions.answer.${v.answer}`)}</Chip>} onTap={() => setChosen(v)} />} />
      <Box className='o-gap'><Txt as='p' size={2} tone='ink2'>{t('opinions.secret')}</Txt></Box>
      <Sheet open={!!chosen} title={t('opinions.m.change')} closeLabel={t('ui.close')} onClose={() => setChosen(undefined)} foot={chosen ? <Answers value={chosen.answer} busy={write.busy} onAnswer={a => write.run(chosen, a)} /> : undefined}><Txt as='p' size={4} bold>{chosen?.text}</Txt></Sheet>
    </>
  )
}

function SaidByMe({ id }: { id: Id }) {
  const list = usePages(cursor => statements(id, { mine: true }, cursor), [id], { keep: 'said:' + id })
  const write = useWrite((s: OpinionStatement) => moveStatement(id, s.id, 'withdraw'), { done: t('opinions.m.withdrawn'), then: after => list.change(x => (x.id === after.id ? after : x)) })
  async function withdraw(s: OpinionStatement) { if (await ask({ title: t('opinions.m.withdraw'), text: t('opinions.m.sure'), yes: t('opinions.m.withdraw'), no: t('ui.no'), danger: true })) write.run(s) }
  return <PagedList of={list} ruled={false} shape='card' empty={{ text: t('opinions.m.none.said') }} row={s => (
    <Card key={s.id}><Stack gap={2}>
      <Line between top><Txt as='p' bold>{s.text}</Txt><Chip tone={TONES[s.state] ?? 'ink2'}>{s.state_name}</Chip></Line>
      {s.state === 'waiting' ? <Txt as='p' size={2} tone='ink2'>{t('opinions.s.checked')}</Txt> : s.state === 'open' ? <Txt as='p' size={2} tone='ink2' num>{t('opinions.m.counts', { agrees: s.agrees, disagrees: s.disagrees, passes: s.passes })}</Txt> : null}
      {s.moves.some(m => m.move === 'withdraw') ? <Box><Btn kind='danger' busy={write.busy} label={`${t('opinions.m.withdraw')}：${s.text}`} onTap={() => withdraw(s)}>{t('opinions.m.withdraw')}</Btn></Box> : null}
    </Stack></Card>
  )} />
}
