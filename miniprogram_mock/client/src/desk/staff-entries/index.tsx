/** Entries that wait to be adopted, list by list. */
import { useState } from 'react'
import { dateTime } from '@/core/format'
import { usePages, useWrite, type Pages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import type { Entry, EntryMove, Kind, Move } from '@/core/types'
import { entries, moveEntry } from '@/services/lists'
import { Btn, Card, Line, PagedList, Screen, Tabs, Txt } from '@/ui'
import { ADOPTED_KINDS } from '../parts/kinds'
import { Reason } from '../parts/Reason'

const short = (kind: Kind) => t(`lists.kind.${kind}`)

export default function StaffEntriesPage() {
  const [kind, setKind] = useState<Kind>('need')
  const list = usePages(cursor => entries(kind, { state: 'proposed' }, cursor), [kind])
  return (
    <Screen title={t('desk.staff.entries')}>
      <Tabs label={t('desk.entries.kind')} value={kind} tabs={ADOPTED_KINDS.map(value => ({ value, text: short(value) }))} onChange={v => setKind(v)} />
      <PagedList ruled={false} of={list} empty={{ text: t('desk.entries.none') }} row={e => <EntryCard key={e.id} entry={e} list={list} />} />
    </Screen>
  )
}

function EntryCard({ entry: e, list }: { entry: Entry; list: Pages<Entry> }) {
  const [told, setTold] = useState<Move<EntryMove>>()
  const write = useWrite((move: EntryMove, note?: string) => moveEntry(e.id, move, note), { done: t('desk.entries.done'), then: () => list.change(x => (x.id === e.id ? undefined : x)) })
  const asked = e.moves.filter(m => m.move === 'adopt' || m.move === 'reject')
  return (
    <Card>
      <Txt as='h3' size={3} bold>{e.title}</Txt>
      <Txt as='p' size={2} tone='ink2'>{[e.proposer.name, e.category_name, e.place, dateTime(e.created_at)].filter(Boolean).join(' · ')}</Txt>
      {e.text ? <Txt as='p'>{e.text}</Txt> : null}
      <Line>
        {asked.map(m => <Btn key={m.move} kind={m.move === 'adopt' ? 'plain' : 'danger'} busy={write.busy} label={`${m.name}，${e.title}`} onTap={() => (m.move === 'reject' ? setTold(m) : write.run(m.move))}>{m.name}</Btn>)}
        <Btn kind='quiet' label={`${t('desk.entries.look')}，${e.title}`} onTap={() => go('lists.entry', { id: e.id })}>{t('desk.entries.look')}</Btn>
      </Line>
      {told ? <Reason title={told.name} label={t('desk.entries.why')} need={t('desk.entries.why.need')} busy={write.busy} onSend={note => write.run(told.move, note)} onClose={() => setTold(undefined)} /> : null}
    </Card>
  )
}
