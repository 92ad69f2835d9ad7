/** 为您找到的: what was suggested to me, or to a unit for its contact, and what became of it. */
import { useState } from 'react'
import { usePages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go, useParams } from '@/core/nav'
import { useMe } from '@/core/store'
import { suggestionsTo } from '@/services/matching'
import { Box, Empty, PagedList, Row, Rows, Screen, Section, Tabs, Txt } from '@/ui'
import { AskSheet } from '../parts/AskSheet'
import { SuggestionCard } from '../parts/SuggestionCard'
import '../parts/index.scss'

const VIEWS = ['offered', 'all'] as const
type View = typeof VIEWS[number]

export default function SuggestionsPage() {
  const { unit_id } = useParams<'unit_id'>()
  const { cid, verified } = useMe()
  const [view, setView] = useState<View>('offered'), [asks, setAsks] = useState(false)
  const list = usePages(cursor => suggestionsTo(unit_id, view === 'offered' ? 'offered' : undefined, cursor), [cid, unit_id, view], { keep: `suggestions:${unit_id ?? ''}:${view}`, skip: !cid || !verified })
  const profile = () => go('matching.profile', unit_id ? { unit_id } : {})
  if (cid && !verified) return <Screen title={t('matching.title')}><Empty text={t('volunteering.notMember')} action={{ text: t('volunteering.join'), onTap: () => go('join') }} /></Screen>
  return (
    <Screen title={t(unit_id ? 'matching.title.unit' : 'matching.title')}>
      <Txt as='p' size={2} tone='ink2'>{t(unit_id ? 'matching.about.unit' : 'matching.about')}</Txt>
      <Tabs label={t('matching.view')} value={view} tabs={VIEWS.map(value => ({ value, text: t(`matching.view.${value}`) }))} onChange={setView} />
      <Box className='m-gap'>
        <PagedList of={list} shape='card' ruled={false} empty={{ text: t(`matching.none.${view}`), action: { text: t('matching.profile.go'), onTap: profile } }}
          row={s => <SuggestionCard key={s.id} of={s} unit={!!unit_id} onChange={after => list.change(x => (x.id === after.id ? after : x))} onStale={() => { list.reload() }} />} />
      </Box>
      <Section>
        <Rows>
          <Row title={t('matching.profile')} note={t('matching.profile.note')} onTap={profile} />
          <Row title={t('matching.person')} note={t('matching.person.note')} onTap={() => setAsks(true)} />
          <Row title={t('matching.figures')} note={t('matching.figures.note')} onTap={() => go('matching.figures')} />
        </Rows>
      </Section>
      <AskSheet about={unit_id ? { unit_id } : {}} open={asks} onClose={() => setAsks(false)} onDone={() => setAsks(false)} />
    </Screen>
  )
}
