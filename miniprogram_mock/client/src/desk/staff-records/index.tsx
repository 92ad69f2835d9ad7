/** Service records for staff: those to act on, those in doubt, those on notice; the record beside the list on a wide screen. */
import { useState } from 'react'
import { hours, span } from '@/core/format'
import { usePages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { useMe, useWide } from '@/core/store'
import type { ServiceRecord } from '@/core/types'
import { records, recordsToDo } from '@/services/volunteering'
import { Box, Chip, PagedList, Row, Screen, Split, Tabs } from '@/ui'
import { RecordBeside } from '@/volunteering/parts/RecordBeside'
import { recordTone } from '@/volunteering/parts/rules'
import '@/volunteering/parts/index.scss'
import '../parts/index.scss'

type View = 'todo' | 'held' | 'disputed' | 'on_notice'
const VIEWS: View[] = ['todo', 'held', 'disputed', 'on_notice']

export default function StaffRecordsPage() {
  const { cid } = useMe(), wide = useWide()
  const [view, setView] = useState<View>('todo'), [chosen, setChosen] = useState<string>()
  const list = usePages(cursor => (view === 'todo' ? recordsToDo(cursor) : records({ state: view }, cursor)), [cid, view], { skip: !cid })
  return (
    <Screen wide title={t('desk.staff.records')}>
      <Box className={!chosen && list.items?.length === 0 ? 'd-alone' : undefined}><Split empty={t('desk.records.choose')} detail={chosen ? <RecordBeside key={chosen} id={chosen} onDone={() => { list.reload() }} /> : null}
        list={<>
          <Box className='d-tabs'><Tabs label={t('desk.records.state')} value={view} tabs={VIEWS.map(value => ({ value, text: t(`desk.records.${value}`) }))} onChange={v => { setView(v); setChosen(undefined) }} /></Box>
          <PagedList of={list} empty={{ text: t(`desk.records.none.${view}`) }} row={r => <RecordRow key={r.id} record={r} current={wide && r.id === chosen} onTap={() => (wide ? setChosen(r.id) : go('volunteering.record', { id: r.id }))} />} />
        </>} /></Box>
    </Screen>
  )
}

function RecordRow({ record: r, current, onTap }: { record: ServiceRecord; current: boolean; onTap(): void }) {
  const title = r.minutes == null ? r.member.name : `${r.member.name} · ${hours(r.minutes)}`
  return <Row current={current} title={title} note={`${r.shift.title} · ${span(r.shift.starts_at, r.shift.ends_at)}`} value={<Chip tone={recordTone(r)}>{r.state_name}</Chip>} onTap={onTap} />
}
