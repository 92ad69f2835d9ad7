/** Units' claims for staff: to accept, under way, to take over. */
import { useState } from 'react'
import { dateTime } from '@/core/format'
import { usePages, type Pages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import type { Claim, ClaimState } from '@/core/types'
import { claims } from '@/services/claims'
import { Btn, Card, Line, PagedList, Screen, Tabs, Txt } from '@/ui'
import { ClaimMoves } from '../parts/ClaimMoves'
import { quantityOf } from '../parts/rules'

type View = Extract<ClaimState, 'open' | 'accepted' | 'delivered'>
const VIEWS: View[] = ['open', 'accepted', 'delivered']

export default function StaffClaimsPage() {
  const [view, setView] = useState<View>('open')
  const list = usePages(cursor => claims({ state: view }, cursor), [view])
  return (
    <Screen title={t('desk.staff.claims')}>
      <Tabs label={t('desk.claims.state')} value={view} tabs={VIEWS.map(value => ({ value, text: t(`desk.claims.${value}`) }))} onChange={v => setView(v)} />
      <PagedList ruled={false} of={list} empty={{ text: t('desk.claims.none') }} row={c => <ClaimCard key={c.id} claim={c} list={list} view={view} />} />
    </Screen>
  )
}

function ClaimCard({ claim: c, list, view }: { claim: Claim; list: Pages<Claim>; view: View }) {
  return (
    <Card>
      <Line between><Txt as='h3' size={3} bold>{c.entry.title}</Txt><Txt num>{quantityOf(c)}</Txt></Line>
      <Txt as='p' size={2} tone='ink2'>{`${c.actor.name} · ${dateTime(c.created_at)}`}</Txt>
      {c.note ? <Txt as='p'>{c.note}</Txt> : null}
      <ClaimMoves claim={c} onDone={r => list.change(x => (x.id !== r.id ? x : r.state === view ? r : undefined))} />
      <Line><Btn kind='quiet' label={`${t('ui.look')}，${c.entry.title}`} onTap={() => go('desk.claim', { id: c.id })}>{t('ui.look')}</Btn></Line>
    </Card>
  )
}
