/** What waits for me to witness, confirm or rule on: one tap each. */
import { hours, span } from '@/core/format'
import { usePages, type Pages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { useMe } from '@/core/store'
import type { ServiceRecord } from '@/core/types'
import { recordsToDo } from '@/services/volunteering'
import { Btn, Card, Chip, Line, PagedList, Photos, Screen, Txt } from '@/ui'
import { RecordMoves } from '../parts/RecordMoves'
import { Reasons } from '../parts/Reasons'
import { recordTone } from '../parts/rules'
import '../parts/index.scss'

export default function ToDoPage() {
  const { cid } = useMe()
  const list = usePages(recordsToDo, [cid], { skip: !cid })
  return (
    <Screen title={t('volunteering.toDo')}>
      {list.items?.length ? <Txt as='p' tone='ink2' className='v-lead'>{t('volunteering.toDo.about')}</Txt> : null}
      <PagedList ruled={false} of={list} empty={{ text: t('volunteering.toDo.empty') }} row={r => <ToDo key={r.id} record={r} list={list} />} />
    </Screen>
  )
}

function ToDo({ record: r, list }: { record: ServiceRecord; list: Pages<ServiceRecord> }) {
  return (
    <Card className='v-todo'>
      <Line between><Txt as='h2' size={3} bold>{r.minutes == null ? r.member.name : `${r.member.name} · ${hours(r.minutes)}`}</Txt><Chip tone={recordTone(r)}>{r.state_name}</Chip></Line>
      <Txt as='p' size={2} tone='ink2'>{`${r.shift.title} · ${span(r.shift.starts_at, r.shift.ends_at)}`}</Txt>
      <Reasons record={r} />
      {r.evidence.length ? <Photos items={r.evidence.map(e => e.photo)} /> : null}
      <RecordMoves record={r} onDone={() => { list.change(x => (x.id === r.id ? undefined : x)) }} extra={<Btn kind='quiet' onTap={() => go('volunteering.record', { id: r.id })}>{t('volunteering.look')}</Btn>} />
    </Card>
  )
}
