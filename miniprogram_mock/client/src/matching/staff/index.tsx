/** 需求匹配: what nobody serves and the smallest change, what was suggested to whom, what a person shall decide. */
import { useState } from 'react'
import { nearDay } from '@/core/format'
import { usePages, useWrite } from '@/core/hooks'
import { ask } from '@/core/dialogs'
import { t } from '@/core/i18n'
import { go, useParams } from '@/core/nav'
import { useMe } from '@/core/store'
import type { Id, MatchReview, MatchSuggestion } from '@/core/types'
import { allSuggestions, moveReview, moveSuggestion, reviews, unmet } from '@/services/matching'
import { Area, Box, Btn, Card, Chip, Line, PagedList, Row, Rows, Screen, Section, Sheet, Tabs, Txt } from '@/ui'
import { Reasons } from '../parts/Reasons'
import { UnmetCard } from '../parts/UnmetCard'
import { SuggestSheet } from '../parts/SuggestSheet'
import { needPage, suggestionTone } from '../parts/rules'
import '../parts/index.scss'

const VIEWS = ['unmet', 'board', 'asked'] as const
type View = typeof VIEWS[number]

export default function MatchingDesk() {
  const { view: first } = useParams<'view'>()
  const [view, setView] = useState<View>(VIEWS.find(v => v === first) ?? 'unmet')
  return (
    <Screen title={t('matching.staff')}>
      <Tabs label={t('matching.staff.view')} value={view} tabs={VIEWS.map(value => ({ value, text: t(`matching.staff.${value}`) }))} onChange={setView} />
      <Box className='m-gap'>{view === 'unmet' ? <Unmet /> : view === 'board' ? <Board /> : <Asked />}</Box>
      <Section><Rows><Row title={t('matching.figures')} note={t('matching.figures.note')} onTap={() => go('matching.figures')} /></Rows></Section>
    </Screen>
  )
}

function Unmet() {
  const { cid } = useMe()
  const list = usePages(cursor => unmet({}, cursor), [cid], { keep: 'unmet', skip: !cid })
  return <PagedList of={list} shape='card' ruled={false} empty={{ text: t('matching.staff.none.unmet') }} row={u => <UnmetCard key={u.id} of={u} />} />
}

function Board() {
  const { cid } = useMe()
  const list = usePages(cursor => allSuggestions({}, cursor), [cid], { keep: 'suggestions:all', skip: !cid })
  return <PagedList of={list} shape='card' ruled={false} empty={{ text: t('matching.staff.none.board') }} row={s => <Suggested key={s.id} of={s} onChange={after => list.change(x => (x.id === after.id ? after : x))} />} />
}

function Suggested({ of: s, onChange }: { of: MatchSuggestion; onChange(s: MatchSuggestion): void }) {
  const move = useWrite(moveSuggestion, { then: onChange, done: t('matching.board.back.done') })
  const takeBack = async () => { if (await ask({ title: t('matching.board.back.ask'), text: t('matching.board.back.text'), yes: t('matching.board.back') })) move.run(s.id, { move: 'withdraw' }) }
  return (
    <Card className='m-card'>
      <Line between top><Txt as='h3' size={3} bold>{s.need.title}</Txt><Chip tone={suggestionTone(s.state)}>{s.state_name}</Chip></Line>
      <Txt as='p' num>{t('matching.board.to', { name: s.offer.owner_name ? `${s.offer.owner_name} ${s.offer.name}` : s.offer.name })}{s.when ? ` · ${s.when}` : ''}</Txt>
      <Reasons of={s} />
      {s.decline_reason_name ? <Txt as='p' size={2} tone='ink2'>{t('matching.declined', { reason: s.decline_words || s.decline_reason_name })}</Txt> : null}
      <Line>{s.moves.some(m => m.move === 'withdraw') ? <Btn busy={move.busy} onTap={takeBack}>{t('matching.board.back')}</Btn> : null}<Btn kind='quiet' onTap={() => go(...needPage(s))}>{t('matching.more')}</Btn></Line>
    </Card>
  )
}

function Asked() {
  const { cid } = useMe()
  const list = usePages(cursor => reviews({ state: 'asked' }, cursor), [cid], { keep: 'match-reviews', skip: !cid })
  const [answering, setAnswering] = useState<MatchReview>(), [suggesting, setSuggesting] = useState<MatchReview>()
  const [made, setMade] = useState<Record<Id, Id>>({})
  return (
    <>
      <PagedList of={list} shape='card' ruled={false} empty={{ text: t('matching.staff.none.asked') }} row={r => (
        <Card key={r.id} className='m-card'>
          <Line between top><Txt as='h3' size={3} bold>{r.need?.title ?? r.about_name}</Txt>{r.is_late ? <Chip tone='danger'>{t('matching.review.late')}</Chip> : <Txt size={2} tone='ink2' num>{t('matching.review.until', { day: nearDay(r.answer_by) })}</Txt>}</Line>
          <Txt as='p'>{r.words}</Txt>
          <Txt as='p' size={2} tone='ink2'>{[r.unit?.name, r.asked_by.name, r.about_name].filter(Boolean).join(' · ')}</Txt>
          <Box className='m-acts'><Btn onTap={() => setAnswering(r)}>{t('matching.review.answer')}</Btn>{r.need ? <Btn kind='quiet' onTap={() => r.need && go(...needPage({ need: r.need }))}>{t('matching.review.need')}</Btn> : null}{r.need?.is_open ? <Btn kind='quiet' onTap={() => setSuggesting(r)}>{t('matching.suggest')}</Btn> : null}</Box>
        </Card>
      )} />
      {suggesting?.need ? <SuggestSheet need={suggesting.need} onClose={() => setSuggesting(undefined)} onDone={s => { setMade(m => ({ ...m, [suggesting.id]: s.id })); setSuggesting(undefined); setAnswering(suggesting) }} /> : null}
      {answering ? <AnswerSheet key={answering.id} of={answering} made={made[answering.id]} onClose={() => setAnswering(undefined)} onDone={() => { setAnswering(undefined); list.reload() }} /> : null}
    </>
  )
}

function AnswerSheet({ of: r, made, onClose, onDone }: { of: MatchReview; /** staff's own suggestion beside the words */ made?: Id; onClose(): void; onDone(): void }) {
  const [words, setWords] = useState(''), [tried, setTried] = useState(false)
  const write = useWrite(moveReview, { done: t('matching.review.done'), then: onDone })
  const short = words.trim().length < 2
  const send = () => { setTried(true); if (!short) write.run(r.id, { move: 'answer', answer: words.trim(), made_id: made }) }
  return (
    <Sheet open title={r.need?.title ?? r.about_name} closeLabel={t('ui.close')} onClose={onClose} foot={<Btn kind='main' wide busy={write.busy} onTap={send}>{t('matching.review.send')}</Btn>}>
      <Txt as='p'>{r.words}</Txt>
      {made ? <Txt as='p' tone='ok'>{t('matching.review.made')}</Txt> : null}
      <Area required label={t('matching.review.words')} help={t('matching.review.help')} value={words} max={1000} error={tried && short ? t('matching.review.bad') : write.fields.answer} onChange={setWords} />
    </Sheet>
  )
}
