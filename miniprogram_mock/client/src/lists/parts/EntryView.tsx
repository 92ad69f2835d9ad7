/** One entry whole: what it is, where it stands, who took it, what one may do. On its own page, or beside the list. */
import { useState } from 'react'
import { nearDay, clock, dateTime } from '@/core/format'
import { useLoad, useWrite, type Loaded } from '@/core/hooks'
import { ask } from '@/core/dialogs'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { useMe } from '@/core/store'
import type { ActionDetails, ActorDetails, Claim, Entry, EntryHistory, EntryMove, Move } from '@/core/types'
import { claimsOf } from '@/services/claims'
import { categories, history, moveEntry } from '@/services/lists'
import { teams } from '@/services/teams'
import { shifts } from '@/services/volunteering'
import { Area, Btn, Card, Chip, Empty, Facts, Line, LoadedView, Photos, Row, Rows, Section, Sheet, Stack, Stops, Txt } from '@/ui'
import { ActorCard, ActorContact } from './ActorCard'
import { CalendarRow, isBookable } from './Bookings'
import { Addressing } from './Addressing'
import { EntryAround } from './EntryAround'
import { Merging } from './Merging'
import { Projects } from './Projects'
import { Support } from './Support'
import { firstFacts, lastFacts, ownFacts } from './facts'
import { canWait, CLAIMABLE, isDanger, isOpenTo, isWorkable, mayClaim, mayEdit, NEEDS_NOTE, stateTone, stopsOf, unitOf, who, WORKED, type Who } from './rules'

const nothing = <T,>(error: unknown): T[] => { if ((error as { status?: number }).status === 403) return []; throw error }

export function EntryView({ entry, of }: { entry: Entry; of: Loaded<Entry> }) {
  const { membership, verified } = useMe()
  const me = who(membership)
  const told = useLoad(() => history(entry.id), [entry.id, entry.version, entry.state])
  const kinds = useLoad(categories, [], { keep: 'categories', skip: entry.kind !== 'benefit' })
  return (
    <>
      <Stack gap={3}>
        <Line><Chip tone={stateTone(entry.state)}>{entry.state_name}</Chip><Txt size={2} tone='ink2' num>{`${entry.kind_name} ${entry.number}`}</Txt></Line>
        <Txt as='h2' size={4} bold>{entry.title}</Txt>
        {entry.text && entry.text !== entry.title ? <Txt as='p' className='l-text'>{entry.text}</Txt> : null}
        {entry.photos?.length ? <Photos items={entry.photos} /> : null}
        <Card><Facts items={[...firstFacts(entry), ...ownFacts(entry, kinds.data), ...lastFacts(entry)]} /></Card>
      </Stack>
      {entry.kind === 'actor' ? <><ActorContact of={entry.details as unknown as ActorDetails} /><ActorCard entry={entry} /></> : null}
      <Support entry={entry} of={of} />
      {entry.kind === 'action' ? <Risks details={entry.details as unknown as ActionDetails} /> : null}
      {entry.kind === 'topic' ? null : <Section title={t('lists.progress')}><Card><Stops stops={stopsOf(entry, told.data ?? [])} /></Card></Section>}
      {verified && WORKED.includes(entry.kind) ? <ShiftsOn entry={entry} mayOpen={isWorkable(entry) && (me.roles.includes('staff') || me.roles.includes('lead') || (entry.proposer.type === 'unit' && me.contactOf.some(u => u.id === entry.proposer.id)))} /> : null}
      {verified && CLAIMABLE.includes(entry.kind) ? <ClaimsOn entry={entry} /> : null}
      {verified && isWorkable(entry) ? <TeamsOn entry={entry} mayForm={me.roles.includes('staff') || me.roles.includes('lead')} /> : null}
      <Addressing entry={entry} of={of} />
      <CalendarRow entry={entry} />
      <EntryMoves entry={entry} of={of} mayEdit={mayEdit(entry, me)} />
      <Merging entry={entry} of={of} />
      <Projects entry={entry} history={told.data} />
      <EntryAround entry={entry} />
      <History of={told} />
    </>
  )
}

/** The page's one pine button, where there is something to do now. */
export function EntryAction({ entry, of }: { entry: Entry; of: Loaded<Entry> }) {
  const { membership } = useMe()
  const move = useMove(entry, of)
  const next = entry.moves.find(m => !isDanger(m.move))
  if (mayClaim(entry, who(membership))) return <Btn kind='main' wide onTap={() => go('lists.claim', { entry_id: entry.id })}>{t('lists.claim')}</Btn>
  if (isBookable(entry)) return <Btn kind='main' wide onTap={() => go('lists.book', { entry_id: entry.id })}>{t('bookings.go')}</Btn>
  if (!next) return null
  return <Btn kind='main' wide busy={move.busy} onTap={() => move.start(next)}>{next.name}</Btn>
}
/** What EntryAction shows, so that it is not offered twice. */
function shownAsMain(entry: Entry, me: Who): EntryMove | undefined {
  return mayClaim(entry, me) || isBookable(entry) ? undefined : entry.moves.find(m => !isDanger(m.move))?.move
}
export const hasAction = (entry: Entry, me: Who) => mayClaim(entry, me) || isBookable(entry) || entry.moves.some(m => !isDanger(m.move))

function useMove(entry: Entry, of: Loaded<Entry>) {
  const write = useWrite((move: EntryMove, note?: string) => moveEntry(entry.id, move, note), { done: e => t('lists.moved', { state: e.state_name }), then: e => of.set(e) })
  async function start({ move, name }: Move<EntryMove>) {
    if (move === 'withdraw' || move === 'close' || move === 'accept') {
      const what = entry.kind === 'actor' && move !== 'accept' ? `${move}.actor` as const : move
      const sure = await ask({ title: t(`lists.ask.${what}`), text: t(`lists.ask.${what}.text`), yes: name, danger: move !== 'accept' })
      if (!sure) return
    }
    await write.run(move)
  }
  return { start, run: write.run, busy: write.busy, fields: write.fields }
}

function EntryMoves({ entry, of, mayEdit }: { entry: Entry; of: Loaded<Entry>; mayEdit: boolean }) {
  const { membership } = useMe()
  const move = useMove(entry, of)
  const [told, setTold] = useState<Move<EntryMove>>()
  const main = shownAsMain(entry, who(membership))
  const rest = entry.moves.filter(m => m.move !== main)
  if (!rest.length && !mayEdit) return null
  return (
    <Section title={t('lists.moves')}>
      <Line>
        {rest.map(m => <Btn key={m.move} kind={isDanger(m.move) ? 'danger' : 'plain'} busy={move.busy} onTap={() => (NEEDS_NOTE.includes(m.move) ? setTold(m) : move.start(m))}>{m.name}</Btn>)}
        {mayEdit ? <Btn onTap={() => go('lists.propose', { id: entry.id })}>{t('lists.edit')}</Btn> : null}
      </Line>
      {told ? <NoteSheet move={told} busy={move.busy} error={move.fields.note} onClose={() => setTold(undefined)} onSend={async note => { if (await move.run(told.move, note)) setTold(undefined) }} /> : null}
    </Section>
  )
}

function NoteSheet({ move, busy, error, onClose, onSend }: { move: Move<EntryMove>; busy: boolean; error?: string; onClose(): void; onSend(note: string): void }) {
  const [note, setNote] = useState(''), [tried, setTried] = useState(false)
  const what = move.move === 'reject' ? 'reject' : 'reopen'
  const send = () => { setTried(true); if (note.trim()) onSend(note.trim()) }
  return (
    <Sheet open title={move.name} closeLabel={t('ui.close')} onClose={onClose} foot={<Btn kind='danger' wide busy={busy} onTap={send}>{move.name}</Btn>}>
      <Area required label={t(`lists.note.${what}`)} help={t(`lists.note.${what}.help`)} value={note} max={500} error={error ?? (tried && !note.trim() ? t('lists.note.need') : undefined)} onChange={setNote} />
    </Sheet>
  )
}

function Risks({ details }: { details: ActionDetails }) {
  return (
    <Section title={t('lists.risks')} note={details.dangerous ? t('lists.dangerous') : undefined}>
      {details.risks?.length ? <Rows>{details.risks.map(r => <Row key={r} title={r} />)}</Rows> : <Txt as='p' tone='ink2'>{t('lists.risks.none')}</Txt>}
    </Section>
  )
}

function ShiftsOn({ entry, mayOpen }: { entry: Entry; mayOpen: boolean }) {
  const load = useLoad(() => shifts({ entry_id: entry.id }).then(p => p.items), [entry.id])
  if (load.data && !load.data.length && !mayOpen) return null
  return (
    <Section title={t('lists.shifts')} aside={mayOpen ? <Btn kind='quiet' onTap={() => go('volunteering.openShift', { entry_id: entry.id })}>{t('lists.shifts.new')}</Btn> : undefined}>
      <LoadedView of={load}>{items => (items.length ? (
        <Rows label={t('lists.shifts')}>{items.map(s => <Row key={s.id} title={`${nearDay(s.starts_at)} ${clock(s.starts_at)}`} note={`${s.title} · ${s.place}`} value={s.places_left ? t('lists.shifts.places', { n: s.places_left }) : t('lists.shifts.full')} onTap={() => go('volunteering.shift', { id: s.id })} />)}</Rows>
      ) : <Txt as='p' tone='ink2'>{t('lists.shifts.none')}</Txt>)}</LoadedView>
    </Section>
  )
}

function TeamsOn({ entry, mayForm }: { entry: Entry; mayForm: boolean }) {
  const load = useLoad(() => teams({ entry_id: entry.id }).then(p => p.items).catch(nothing<never>), [entry.id])
  if (!load.data?.length && !mayForm) return null
  return (
    <Section title={t('teams.on')} aside={mayForm ? <Btn kind='quiet' onTap={() => go('teams.form', { entry_id: entry.id, title: entry.title })}>{t('teams.form')}</Btn> : undefined}>
      <LoadedView of={load}>{items => (items.length ? (
        <Rows label={t('teams.on')}>{items.map(x => <Row key={x.id} title={x.name} note={t('teams.people.n', { n: x.people })} value={x.state_name} onTap={() => go('teams.team', { id: x.id })} />)}</Rows>
      ) : <Txt as='p' tone='ink2'>{t('teams.on.none')}</Txt>)}</LoadedView>
    </Section>
  )
}

function ClaimsOn({ entry }: { entry: Entry }) {
  const { isStaff, contactOf, membership } = useMe()
  const load = useLoad(() => claimsOf(entry.id).then(p => p.items).catch(nothing<never>), [entry.id, entry.version, entry.claimed_quantity])
  const isMine = (c: Claim) => c.actor.id === membership?.member_id || contactOf.some(u => u.id === c.actor.id || c.assists.some(a => a.unit.id === u.id))
  const takesPart = load.data?.some(c => isMine(c) && isUnderWay(c))
  const others = contactOf.filter(u => u.id !== entry.proposer.id)
  const waits = !!load.data && others.length > 0 && canWait(entry) && !takesPart && !others.some(u => isOpenTo(entry, u.id))
  return (
    <Section title={t('lists.claims')} aside={waits ? <Btn kind='quiet' onTap={() => go('lists.claim', { entry_id: entry.id })}>{t('lists.wait')}</Btn> : undefined}>
      <LoadedView of={load}>{items => (items.length ? (
        <Rows label={t('lists.claims')}>{items.map(c => <Row key={c.id} title={[c.actor.name, ...c.assists.filter(a => a.state === 'agreed').map(a => a.unit.name)].join('、')} note={t('lists.claims.row', { n: c.quantity, unit: unitOf(entry) })} value={c.place_in_line ? t('lists.claims.place', { n: c.place_in_line }) : c.state_name} onTap={isStaff || isMine(c) || entry.proposer.id === membership?.member_id ? () => go('desk.claim', { id: c.id }) : undefined} />)}</Rows>
      ) : <Txt as='p' tone='ink2'>{t('lists.claims.none')}</Txt>)}</LoadedView>
    </Section>
  )
}
const isUnderWay = (c: Claim) => c.state === 'waiting' || c.state === 'open' || c.state === 'accepted' || c.state === 'delivered'

function History({ of }: { of: Loaded<EntryHistory[]> }) {
  const [open, setOpen] = useState(false)
  return (
    <Section>
      <Rows><Row title={t('lists.history')} value={of.data ? `${of.data.length}` : undefined} onTap={() => setOpen(true)} /></Rows>
      <Sheet open={open} title={t('lists.history')} closeLabel={t('ui.close')} onClose={() => setOpen(false)}>
        <LoadedView of={of}>{items => (items.length ? <>{items.map((h, i) => (
          <Row key={`${h.at}${i}`} title={h.name} note={<>{h.note ? <Txt className='block'>{h.note}</Txt> : null}<Txt size={1} num className='block'>{`${dateTime(h.at)} · ${h.by?.name ?? t('lists.history.system')}`}</Txt></>} />
        ))}</> : <Empty text={t('lists.history.none')} />)}</LoadedView>
      </Sheet>
    </Section>
  )
}
