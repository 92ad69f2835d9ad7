/** Units' claims for staff: to accept, under way, to take over; the claim beside the list on a wide screen. */
import { useState } from 'react'
import { dateTime } from '@/core/format'
import { usePages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { useMe, useWide } from '@/core/store'
import type { Claim, ClaimState } from '@/core/types'
import { claims } from '@/services/claims'
import { Box, Btn, Card, Line, PagedList, Row, Screen, Split, Tabs, Txt } from '@/ui'
import { ClaimMoves } from '../parts/ClaimMoves'
import { ClaimView } from '../parts/ClaimView'
import { quantityOf } from '../parts/rules'
import '../parts/index.scss'

type View = Extract<ClaimState, 'open' | 'waiting' | 'accepted' | 'delivered'>
const VIEWS: View[] = ['open', 'waiting', 'accepted', 'delivered']

export default function StaffClaimsPage() {
  const { cid } = useMe(), wide = useWide()
  const [view, setView] = useState<View>('open'), [chosen, setChosen] = useState<Claim>()
  const list = usePages(cursor => claims({ state: view }, cursor), [cid, view], { skip: !cid })
  function moved(r: Claim) {
    list.change(x => (x.id !== r.id ? x : r.state === view ? r : undefined))
    setChosen(r)
  }
  const row = (c: Claim) => (wide ? <Row key={c.id} current={c.id === chosen?.id} title={c.entry.title} note={`${c.actor.name} · ${dateTime(c.created_at)}`} value={<Txt num>{quantityOf(c)}</Txt>} onTap={() => setChosen(c)} /> : <ClaimCard key={c.id} claim={c} onDone={moved} />)
  return (
    <Screen wide title={t('desk.staff.claims')}>
      <Box className={!chosen && list.items?.length === 0 ? 'd-alone' : undefined}><Split empty={t('desk.claims.choose')} detail={chosen ? <ClaimView key={chosen.id} beside claim={chosen} onDone={moved} /> : null}
        list={<>
          <Box className='d-tabs'><Tabs label={t('desk.claims.state')} value={view} tabs={VIEWS.map(value => ({ value, text: t(`desk.claims.${value}`) }))} onChange={v => { setView(v); setChosen(undefined) }} /></Box>
          <PagedList ruled={wide} of={list} empty={{ text: t(`desk.claims.none.${view}`) }} row={row} />
        </>} /></Box>
    </Screen>
  )
}

function ClaimCard({ claim: c, onDone }: { claim: Claim; onDone(c: Claim): void }) {
  return (
    <Card className='d-card'>
      <Line between><Txt as='h2' size={3} bold>{c.entry.title}</Txt><Txt num>{quantityOf(c)}</Txt></Line>
      <Txt as='p' size={2} tone='ink2'>{`${c.actor.name} · ${dateTime(c.created_at)}`}</Txt>
      {c.note ? <Txt as='p'>{c.note}</Txt> : null}
      {c.state === 'open' && c.assists.some(a => a.state === 'invited') ? <Txt as='p' size={2} tone='warn'>{t('desk.claims.helping')}</Txt> : null}
      <ClaimMoves claim={c} onDone={onDone} extra={<Btn kind='quiet' label={`${t('ui.look')}，${c.entry.title}`} onTap={() => go('desk.claim', { id: c.id })}>{t('ui.look')}</Btn>} />
    </Card>
  )
}
