/** 为您找到的: what was suggested to me, or to a unit for its contact, and what became of it. */
import { useState } from 'react'
import { nearDay } from '@/core/format'
import { useLoad, usePages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go, useParams } from '@/core/nav'
import { useMe } from '@/core/store'
import { reviews, suggestion, suggestionsTo } from '@/services/matching'
import { Box, Card, Chip, Empty, Line, LoadedView, PagedList, Row, Rows, Screen, Section, Tabs, Txt } from '@/ui'
import type { Id, MatchReview } from '@/core/types'
import { AskSheet } from '../parts/AskSheet'
import { SuggestionCard } from '../parts/SuggestionCard'
import '../parts/index.scss'

const VIEWS = ['offered', 'all', 'asked'] as const
type View = typeof VIEWS[number]

export default function SuggestionsPage() {
  const { id } = useParams<'id'>()
  return id ? <OneOf id={id} /> : <All />
}

/** The one that a message or a trace led to. */
function OneOf({ id }: { id: Id }) {
  const one = useLoad(() => suggestion(id), [id], { keep: `suggestion:${id}` })
  const unit_id = one.data?.offer.type === 'unit' ? one.data.offer.id : undefined
  return (
    <Screen title={t(unit_id ? 'matching.title.unit' : 'matching.title')}>
      <LoadedView of={one} shape='card'>{s => <SuggestionCard of={s} unit={s.offer.type !== 'member'} onChange={one.set} />}</LoadedView>
      <Section><Rows><Row title={t('matching.others')} onTap={() => go('matching.mine', unit_id ? { unit_id } : {})} /></Rows></Section>
    </Screen>
  )
}

function All() {
  const { unit_id, view: first, entry_id, shift_id } = useParams<'unit_id' | 'view' | 'entry_id' | 'shift_id'>()
  const { cid, verified } = useMe()
  const [view, setView] = useState<View>(VIEWS.find(v => v === first) ?? 'offered'), [asks, setAsks] = useState(!!(entry_id ?? shift_id))
  const list = usePages(cursor => suggestionsTo(unit_id, view === 'offered' ? 'offered' : undefined, cursor), [cid, unit_id, view], { keep: `suggestions:${unit_id ?? ''}:${view}`, skip: !cid || !verified || view === 'asked' })
  const profile = () => go('matching.profile', unit_id ? { unit_id } : {})
  if (cid && !verified) return <Screen title={t('matching.title')}><Empty text={t('volunteering.notMember')} action={{ text: t('volunteering.join'), onTap: () => go('join') }} /></Screen>
  return (
    <Screen title={t(unit_id ? 'matching.title.unit' : 'matching.title')}>
      <Txt as='p' size={2} tone='ink2'>{t(unit_id ? 'matching.about.unit' : 'matching.about')}</Txt>
      <Tabs label={t('matching.view')} value={view} tabs={VIEWS.map(value => ({ value, text: t(`matching.view.${value}`) }))} onChange={setView} />
      <Box className='m-gap'>
        {view === 'asked' ? <Asked key={String(asks)} /> : <PagedList of={list} shape='card' ruled={false} empty={{ text: t(`matching.none.${view}`), action: { text: t('matching.profile.go'), onTap: profile } }}
          row={s => <SuggestionCard key={s.id} of={s} unit={!!unit_id} onChange={after => list.change(x => (x.id === after.id ? after : x))} />} />}
      </Box>
      <Section>
        <Rows>
          <Row title={t('matching.profile')} note={t('matching.profile.note')} onTap={profile} />
          <Row title={t('matching.person')} note={t('matching.person.note')} onTap={() => setAsks(true)} />
          <Row title={t('matching.figures')} note={t('matching.figures.note')} onTap={() => go('matching.figures')} />
        </Rows>
      </Section>
      <AskSheet about={{ ...(unit_id ? { unit_id } : {}), ...(entry_id ? { entry_id } : shift_id ? { shift_id } : {}) }} open={asks} onClose={() => setAsks(false)} onDone={() => setAsks(false)} />
    </Screen>
  )
}

/** What I asked a person to decide, and what they said. */
function Asked() {
  const { cid, verified } = useMe()
  const list = usePages(cursor => reviews({ mine: true }, cursor), [cid], { keep: 'match-reviews:mine', skip: !cid || !verified })
  return <PagedList of={list} shape='card' ruled={false} empty={{ text: t('matching.none.asked') }} row={(r: MatchReview) => (
    <Card key={r.id} className='m-card'>
      <Line between top><Txt as='h3' size={3} bold>{r.need?.title ?? r.about_name}</Txt><Chip tone={r.state === 'answered' ? 'ok' : 'ink2'}>{r.state_name}</Chip></Line>
      <Txt as='p'>{r.words}</Txt>
      {r.answer ? <Box className='m-change'><Txt as='p' size={2} tone='ink2'>{t('matching.person.answer')}</Txt><Txt as='p'>{r.answer}</Txt></Box> : r.state === 'asked' ? <Txt as='p' size={2} tone='ink2' num>{t('matching.review.until', { day: nearDay(r.answer_by) })}</Txt> : null}
    </Card>
  )} />
}
