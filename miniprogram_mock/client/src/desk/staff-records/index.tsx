/** Service records for staff: those to act on, those in doubt, those on notice. */
import { useState } from 'react'
import { hours, span } from '@/core/format'
import { usePages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import type { ServiceRecord } from '@/core/types'
import { records, recordsToDo } from '@/services/volunteering'
import { Chip, PagedList, Row, Screen, Tabs } from '@/ui'

type View = 'todo' | 'held' | 'disputed' | 'on_notice'
const VIEWS: View[] = ['todo', 'held', 'disputed', 'on_notice']

export default function StaffRecordsPage() {
  const [view, setView] = useState<View>('todo')
  const list = usePages(cursor => (view === 'todo' ? recordsToDo(cursor) : records({ state: view }, cursor)), [view])
  return (
    <Screen title={t('desk.staff.records')}>
      <Tabs label={t('desk.records.state')} value={view} tabs={VIEWS.map(value => ({ value, text: t(`desk.records.${value}`) }))} onChange={v => setView(v)} />
      <PagedList of={list} empty={{ text: t('desk.records.none') }} row={r => <RecordRow key={r.id} record={r} />} />
    </Screen>
  )
}

function RecordRow({ record: r }: { record: ServiceRecord }) {
  const title = r.minutes == null ? r.member.name : `${r.member.name} · ${hours(r.minutes)}`
  return <Row title={title} note={`${r.shift.title} · ${span(r.shift.starts_at, r.shift.ends_at)}`} value={<Chip tone={r.state === 'held' || r.state === 'disputed' ? 'warn' : 'record'}>{r.state_name}</Chip>} onTap={() => go('volunteering.record', { id: r.id })} />
}
