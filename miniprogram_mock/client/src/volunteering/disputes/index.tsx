/** Disputes of hours: for the desk those that wait, the soonest deadline first; for everybody their own objections. */
import { useState } from 'react'
import { plainDay } from '@/core/format'
import { usePages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go, useParams } from '@/core/nav'
import { productNow } from '@/core/now'
import { useMe, useWide } from '@/core/store'
import type { Dispute } from '@/core/types'
import { disputes } from '@/services/volunteering'
import { Box, Chip, PagedList, Row, Screen, Split, Tabs, Txt } from '@/ui'
import { DisputeBeside } from '../parts/DisputeView'
import { disputeNote, disputeTone } from '../parts/rules'
import '../parts/index.scss'

type View = 'open' | 'closed' | 'mine'

export default function DisputesPage() {
  const { cid, isStaff, isSupervisor } = useMe(), wide = useWide(), desk = isStaff || isSupervisor
  const asked = useParams<'view'>().view
  const [view, setView] = useState<View>(desk && asked !== 'mine' ? 'open' : 'mine'), [chosen, setChosen] = useState<string>()
  const list = usePages(cursor => disputes(view === 'mine' ? { mine: true } : { open: view === 'open' }, cursor), [cid, view], { skip: !cid })
  return (
    <Screen wide title={t(desk ? 'volunteering.disputes.desk' : 'volunteering.disputes')}>
      <Split empty={t('volunteering.disputes.choose')} detail={chosen ? <DisputeBeside key={chosen} id={chosen} onDone={() => { list.reload() }} /> : null}
        list={<>
          {desk ? <Box className='v-tabs'><Tabs label={t('volunteering.disputes.which')} value={view} tabs={(['open', 'closed', 'mine'] as const).map(value => ({ value, text: t(`volunteering.disputes.${value}`) }))} onChange={v => { setView(v); setChosen(undefined) }} /></Box> : null}
          <PagedList of={list} empty={view === 'mine' ? { text: t('volunteering.disputes.none.mine'), action: { text: t('volunteering.disputes.look'), onTap: () => go('volunteering.notices') } } : { text: t(`volunteering.disputes.none.${view}`) }}
            row={d => <DisputeRow key={d.id} of={d} current={wide && d.record.id === chosen} onTap={() => (wide ? setChosen(d.record.id) : go('volunteering.dispute', { id: d.record.id }))} />} />
        </>} />
    </Screen>
  )
}

function DisputeRow({ of: d, current, onTap }: { of: Dispute; current: boolean; onTap(): void }) {
  const note = disputeNote(d, productNow())
  return <Row current={current} onTap={onTap} title={<>{d.record.title} <Chip tone={disputeTone(d)}>{d.outcome_name ?? t('volunteering.dispute.waits')}</Chip></>}
    note={<>{[d.record.member?.name, plainDay(d.record.served_on, productNow()), d.record.number].filter(Boolean).join(' · ')}{note ? <Txt className='block' tone={d.is_late ? 'seal' : undefined}>{`${note.who}，${note.when}`}</Txt> : null}</>} />
}
