/** Entries that wait to be adopted, all lists under one another; the entry beside them on a wide screen. */
import { useState } from 'react'
import { dateTime } from '@/core/format'
import { useLoad, usePages, useWrite, type Loaded, type Pages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { useMe, useWide } from '@/core/store'
import type { Entry, EntryMove, Kind, Move } from '@/core/types'
import { EntryAction, EntryView } from '@/lists/parts/EntryView'
import '@/lists/parts/index.scss'
import { entries, entry as loadEntry, moveEntry } from '@/services/lists'
import { Box, Btn, Card, Empty, ErrorState, Line, LoadedView, PagedList, Row, Screen, Section, Skeleton, Split, Stack, Txt } from '@/ui'
import { ADOPTED_KINDS } from '../parts/kinds'
import { Reason } from '../parts/Reason'
import '../parts/index.scss'

interface Queue { kind: Kind; list: Pages<Entry> }
const isMoved = (e: Entry) => e.state !== 'proposed'

export default function StaffEntriesPage() {
  const { cid } = useMe(), wide = useWide()
  const [chosen, setChosen] = useState<string>()
  // The kinds are a constant, so these hooks are always called in the same order.
  const queues: Queue[] = ADOPTED_KINDS.map(kind => ({ kind, list: usePages(cursor => entries(kind, { state: 'proposed' }, cursor), [cid, kind], { skip: !cid }) }))
  const takeOut = (e: Entry) => queues.forEach(q => q.list.change(x => (x.id === e.id ? undefined : x)))
  return (
    <Screen wide title={t('desk.staff.entries')}>
      <Box className={!chosen && queues.every(q => q.list.items?.length === 0) ? 'd-alone' : undefined}><Split empty={t('desk.entries.choose')} list={<Waiting queues={queues} chosen={wide ? chosen : undefined} onChoose={wide ? setChosen : undefined} onDone={takeOut} />}
        detail={chosen ? <Beside key={chosen} id={chosen} onMoved={takeOut} /> : null} /></Box>
    </Screen>
  )
}

function Waiting({ queues, chosen, onChoose, onDone }: { queues: Queue[]; chosen?: string; onChoose?(id: string): void; onDone(e: Entry): void }) {
  const failed = queues.find(q => !q.list.items && q.list.error)
  if (failed?.list.error) return <ErrorState error={failed.list.error} onRetry={() => queues.forEach(q => q.list.reload())} />
  if (queues.some(q => !q.list.items)) return <Skeleton shape='rows' />
  const full = queues.filter(q => q.list.items?.length)
  if (!full.length) return <Empty text={t('desk.entries.none')} />
  return (
    <>
      {full.map(({ kind, list }) => (
        <Section key={kind} title={t(`lists.kind.${kind}`)}>
          <PagedList ruled={!!onChoose} of={list} empty={{ text: '' }} row={e => (onChoose ? <Row key={e.id} current={e.id === chosen} title={e.title} note={about(e)} onTap={() => onChoose(e.id)} /> : <EntryCard key={e.id} entry={e} onDone={() => onDone(e)} />)} />
        </Section>
      ))}
    </>
  )
}
const about = (e: Entry) => [e.proposer.name, e.category_name, e.place, dateTime(e.created_at)].filter(Boolean).join(' · ')

function EntryCard({ entry: e, onDone }: { entry: Entry; onDone(): void }) {
  const [told, setTold] = useState<Move<EntryMove>>()
  const write = useWrite((move: EntryMove, note?: string) => moveEntry(e.id, move, note), { done: r => t('desk.entries.done', { state: r.state_name }), then: onDone })
  const asked = e.moves.filter(m => m.move === 'adopt' || m.move === 'reject')
  return (
    <Card className='d-card'>
      <Txt as='h3' size={3} bold>{e.title}</Txt>
      <Txt as='p' size={2} tone='ink2'>{about(e)}</Txt>
      {e.text && e.text !== e.title ? <Txt as='p'>{e.text}</Txt> : null}
      <Line>
        {asked.map(m => <Btn key={m.move} kind={m.move === 'adopt' ? 'plain' : 'danger'} busy={write.busy} label={`${m.name}，${e.title}`} onTap={() => (m.move === 'reject' ? setTold(m) : write.run(m.move))}>{m.name}</Btn>)}
        <Btn kind='quiet' label={`${t('desk.entries.look')}，${e.title}`} onTap={() => go('lists.entry', { id: e.id })}>{t('desk.entries.look')}</Btn>
      </Line>
      {told ? <Reason title={told.name} label={t('desk.entries.why')} need={t('desk.entries.why.need')} busy={write.busy} onSend={note => write.run(told.move, note)} onClose={() => setTold(undefined)} /> : null}
    </Card>
  )
}

/** The entry as everybody sees it, with its moves; once moved it leaves the list and stays here with its new state. */
function Beside({ id, onMoved }: { id: string; onMoved(e: Entry): void }) {
  const one = useLoad(() => loadEntry(id), [id], { keep: 'entry:' + id })
  const of: Loaded<Entry> = { ...one, set: e => { one.set(e); if (isMoved(e)) onMoved(e) } }
  return <LoadedView of={of} shape='detail'>{e => <Stack gap={4}><Box><EntryView entry={e} of={of} /></Box>{e.moves.length ? <Box className='d-stick'><EntryAction entry={e} of={of} /></Box> : null}</Stack>}</LoadedView>
}
