/** What a side of agreements owes, what waits for its word, what others owe it; without a unit, the community's. */
import { useState } from 'react'
import { dayAfter, localDay } from '@/core/format'
import { usePages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go, useParams } from '@/core/nav'
import { productNow } from '@/core/now'
import { useMe } from '@/core/store'
import { notes, terms } from '@/services/duties'
import { Box, Chip, PagedList, Row, Screen, Tabs } from '@/ui'
import { noteTone, TO_DO } from '../duty-parts/rules'
import { TermRow } from '../duty-parts/TermRow'
import '../duty-parts/index.scss'

type View = 'mine' | 'decide' | 'theirs' | 'notes'
const VIEWS: View[] = ['mine', 'decide', 'theirs', 'notes']
const DAYS = 60

export default function DutiesPage() {
  const { unit_id, view: first } = useParams<'unit_id' | 'view'>()
  const { units } = useMe()
  const [view, setView] = useState<View>(VIEWS.find(v => v === first) ?? 'mine')
  const name = units.find(u => u.id === unit_id)?.name
  return (
    <Screen title={name ?? t('duty.list.title')}>
      <Box className='a-tabs'><Tabs label={t('duty.list.tab')} value={view} tabs={VIEWS.map(value => ({ value, text: t(`duty.tab.${value}`) }))} onChange={setView} /></Box>
      {view === 'notes' ? <Notes unitId={unit_id} /> : <Terms key={view} view={view} unitId={unit_id} />}
    </Screen>
  )
}

function Terms({ view, unitId }: { view: Exclude<View, 'notes'>; unitId?: string }) {
  const { cid } = useMe()
  const until = dayAfter(localDay(productNow()), DAYS)
  const filter = { mine: { side: 'giver' as const, state: TO_DO, until }, decide: { side: 'accepter' as const, state: ['submitted' as const] }, theirs: { side: 'receiver' as const, state: TO_DO, until } }[view]
  const list = usePages(cursor => terms({ unit_id: unitId, ...filter }, cursor), [cid, unitId, view], { keep: `duties:${unitId ?? ''}:${view}`, skip: !cid })
  return <PagedList of={list} label={t(`duty.list.${view}`)} empty={{ text: t(`duty.list.none.${view}`) }} row={x => <TermRow key={x.id} of={x} who={view !== 'mine'} />} />
}

function Notes({ unitId }: { unitId?: string }) {
  const { cid } = useMe()
  const list = usePages(cursor => notes({ unit_id: unitId }, cursor), [cid, unitId], { skip: !cid })
  return <PagedList of={list} label={t('duty.list.notes')} empty={{ text: t('duty.notes.none') }} row={n => <Row key={n.id} title={n.words[0].text} note={`${n.duty.giver} · ${n.duty.text}`} value={<Chip tone={noteTone(n.state)}>{n.state_name}</Chip>} onTap={() => go('agreements.notes', { id: n.duty.id })} />} />
}
