/** Records that wait for a supervisor, each with its reasons; the record beside the list on a wide screen. */
import { useState } from 'react'
import { hours, span } from '@/core/format'
import { usePages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go, useParams } from '@/core/nav'
import { useMe, useWide } from '@/core/store'
import type { ServiceRecord } from '@/core/types'
import { records } from '@/services/volunteering'
import { Box, PagedList, Row, Screen, Split, Tabs } from '@/ui'
import { Reasons } from '@/volunteering/parts/Reasons'
import { RecordBeside } from '@/volunteering/parts/RecordBeside'
import '@/volunteering/parts/index.scss'
import '../parts/index.scss'

const VIEWS = { held: { state: 'held' }, to_approve: { state: 'confirmed', source: 'paper' }, flagged_late: { state: 'entered', flagged_late: true } } as const
type View = keyof typeof VIEWS
const NAMES = Object.keys(VIEWS) as View[]

export default function SupervisedPage() {
  const asked = useParams<'view'>().view, { cid } = useMe(), wide = useWide()
  const [view, setView] = useState<View>(NAMES.find(v => v === asked) ?? 'held'), [chosen, setChosen] = useState<string>()
  const list = usePages(cursor => records(VIEWS[view], cursor), [cid, view], { keep: 'supervised:' + view, skip: !cid })
  const open = (id: string) => (wide ? setChosen(id) : go('volunteering.record', { id }))
  return (
    <Screen wide title={t('paper.super')}>
      <Box className={!chosen && list.items?.length === 0 ? 'd-alone' : undefined}><Split empty={t('paper.choose')} detail={chosen ? <RecordBeside key={chosen} id={chosen} onDone={() => { list.reload() }} /> : null}
        list={<>
          <Box className='d-tabs'><Tabs label={t('paper.view')} value={view} tabs={NAMES.map(value => ({ value, text: t(`paper.view.${value}`) }))} onChange={v => { setView(v); setChosen(undefined) }} /></Box>
          <PagedList of={list} empty={{ text: t(`paper.none.${view}`) }} row={r => <Waiting key={r.id} record={r} current={wide && r.id === chosen} onTap={() => open(r.id)} />} />
        </>} /></Box>
    </Screen>
  )
}

function Waiting({ record: r, current, onTap }: { record: ServiceRecord; current: boolean; onTap(): void }) {
  return (
    <Box className='d-reasoned'>
      <Row current={current} title={r.minutes == null ? r.member.name : `${r.member.name} · ${hours(r.minutes)}`} note={`${r.shift.title} · ${span(r.shift.starts_at, r.shift.ends_at)}`} onTap={onTap} />
      <Reasons record={r} />
    </Box>
  )
}
