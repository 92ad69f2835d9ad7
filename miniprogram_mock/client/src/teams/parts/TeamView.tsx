/** One team whole: what it is for, whose turn it is, then tasks, log and people. On its own page, or beside the list. */
import { useState } from 'react'
import { toast } from '@/core/dialogs'
import { dateTime } from '@/core/format'
import { useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { useWide } from '@/core/store'
import type { WholeTeam } from '@/core/types'
import { applyTo } from '@/services/teams'
import { Area, Box, Btn, Card, Chip, Facts, Line, LoadedView, Photos, Row, Rows, Section, Sheet, Stack, Tabs, Txt } from '@/ui'
import { nextWords, TONES, turnOf } from '../rules'
import { Log, ProgressSheet } from './Log'
import { More } from './More'
import { People } from './People'
import { Tasks } from './Tasks'
import { useTeam, type TeamControl } from './useTeam'
import { Work } from './Work'

type Part = 'tasks' | 'log' | 'people'

export function TeamView({ team: x, of, alone }: { team: WholeTeam; of: TeamControl; /** on its own page: the foot has the button */ alone?: boolean }) {
  const wide = useWide()
  const body = x.is_inside ? wide && alone
    ? <Box className='t-two'><Box className='t-col'><Tasks titled team={x} of={of} /><People titled team={x} of={of} /></Box><Box className='t-col'><Log titled team={x} of={of} /></Box></Box>
    : <Parts team={x} of={of} aside={!alone} /> : null
  return (
    <>
      <Stack gap={2}>
        <Line><Chip tone={TONES[x.state]}>{x.state_name}</Chip><Txt size={2} tone='ink2' num>{x.number}</Txt></Line>
        <Txt as='h2' size={4} bold>{x.name}</Txt>
        <Txt as='p'>{x.goal}</Txt>
        <Txt as='p' size={2} tone='ink2'>{`${x.leader_name ? t('teams.leader', { name: x.leader_name }) : t('teams.no')} · ${t('teams.people.n', { n: x.people })}`}</Txt>
      </Stack>
      <Turn team={x} of={of} />
      {alone ? null : <Box className='t-gap'><TeamAction team={x} of={of} beside /></Box>}
      {x.report ? <Report team={x} /> : null}
      {body}
      <Work team={x} of={of} />
      <Section title={t('teams.facts')}>
        <Stack gap={3}>
          <Rows><Row title={x.entry.title} note={`${t('teams.entry')} · ${x.entry.number}`} onTap={() => go('lists.entry', { id: x.entry.id })} /></Rows>
          <Card><Facts items={[x.unit ? [t('teams.unit'), x.unit.name] : null, [t('teams.since'), dateTime(x.created_at)], x.ended_at ? [t('teams.ended'), dateTime(x.ended_at)] : null]} /></Card>
        </Stack>
      </Section>
      <More team={x} of={of} />
    </>
  )
}

function Parts({ team: x, of, aside }: { team: WholeTeam; of: TeamControl; aside?: boolean }) {
  const [part, setPart] = useState<Part>(turnOf(x) === 'over' ? 'log' : 'tasks')
  return (
    <>
      <Box className='t-gap'><Tabs label={t('teams.parts')} value={part} tabs={[{ value: 'tasks', text: t('teams.tasks'), count: x.tasks.open || undefined }, { value: 'log', text: t('teams.log') }, { value: 'people', text: t('teams.people') }]} onChange={setPart} /></Box>
      {part === 'tasks' ? <Tasks team={x} of={of} /> : part === 'log' ? <Log team={x} of={of} aside={aside} /> : <People team={x} of={of} />}
    </>
  )
}

const WORDS = { lead: t('teams.now.lead'), invited: t('teams.now.invited'), applied: t('teams.now.applied') }
/** The ruled box that says what is up. */
function Turn({ team: x, of }: { team: WholeTeam; of: TeamControl }) {
  const turn = turnOf(x)
  if (turn === 'over') return null
  if (turn === 'work' || (turn === 'outside' && x.is_inside)) {
    const next = nextWords(of.state === 'open' ? of.tasks.items ?? [] : [])
    if (of.state !== 'open' || !of.tasks.items) return null
    return <Box className={next.late ? 't-turn late' : 't-turn'}><Txt as='p' bold>{next.title}</Txt>{next.note ? <Txt as='p' size={2}>{next.note}</Txt> : null}{x.heir_name ? <Txt as='p' size={2}>{t('teams.now.heir', { name: x.heir_name })}</Txt> : null}</Box>
  }
  const words = turn === 'outside' ? t(x.may_apply ? 'teams.now.outside' : 'teams.now.shut') : turn === 'forming' ? t('teams.now.forming', { name: x.heir_name ?? '' }) : WORDS[turn]
  return <Box className={turn === 'lead' || turn === 'invited' ? 't-turn mine' : 't-turn'}><Txt as='p' bold>{words}</Txt></Box>
}

function Report({ team: x }: { team: WholeTeam }) {
  return (
    <Section title={t(x.state === 'closed' ? 'teams.report' : 'teams.report.off')}>
      <Card><Stack gap={3}><Txt as='p'>{x.report}</Txt>{x.photos.length ? <Photos items={x.photos} /> : null}</Stack></Card>
    </Section>
  )
}

export const hasAction = (x: WholeTeam) => { const turn = turnOf(x); return turn === 'lead' || turn === 'invited' || turn === 'applied' || x.may_apply || x.may_work }

/** The one thing most likely wanted: answer, apply, or write what was done. */
export function TeamAction({ team: x, of, beside }: { team: WholeTeam; of: TeamControl; beside?: boolean }) {
  const [sheet, setSheet] = useState<'apply' | 'progress'>()
  const turn = turnOf(x)
  const busy = of.move.busy || of.seat.busy
  async function lead(yes: boolean) { if (await of.move.run({ move: yes ? 'accept_lead' : 'decline_lead' })) toast(t(yes ? 'teams.led' : 'teams.declined')) }
  async function answer(move: 'accept' | 'decline' | 'withdraw') { if (x.seat && await of.seat.run(x.seat.id, move)) toast(t(move === 'accept' ? 'teams.joined' : 'teams.declined')) }
  const name = (move: string) => [...x.moves, ...(x.seat?.moves ?? [])].find(m => m.move === move)?.name ?? ''
  const close = () => setSheet(undefined)
  if (turn === 'lead') return <><Btn wide={!beside} busy={busy} onTap={() => lead(false)}>{name('decline_lead')}</Btn><Btn kind='main' wide={!beside} busy={busy} onTap={() => lead(true)}>{name('accept_lead')}</Btn></>
  if (turn === 'invited') return <><Btn wide={!beside} busy={busy} onTap={() => answer('decline')}>{name('decline')}</Btn><Btn kind='main' wide={!beside} busy={busy} onTap={() => answer('accept')}>{name('accept')}</Btn></>
  if (turn === 'applied') return <Btn wide={!beside} busy={busy} onTap={() => answer('withdraw')}>{t('teams.withdraw')}</Btn>
  if (x.may_work) return <><Btn kind='main' wide={!beside} onTap={() => setSheet('progress')}>{t('teams.progress')}</Btn>{sheet ? <ProgressSheet team={x} of={of} onClose={close} /> : null}</>
  if (x.may_apply && !x.is_inside) return <><Btn kind='main' wide={!beside} onTap={() => setSheet('apply')}>{t('teams.apply')}</Btn>{sheet ? <ApplySheet team={x} of={of} onClose={close} /> : null}</>
  return x.may_apply ? <><Btn wide={!beside} onTap={() => setSheet('apply')}>{t('teams.apply')}</Btn>{sheet ? <ApplySheet team={x} of={of} onClose={close} /> : null}</> : null
}

function ApplySheet({ team: x, of, onClose }: { team: WholeTeam; of: TeamControl; onClose(): void }) {
  const [note, setNote] = useState('')
  const write = useWrite(() => applyTo(x.id, note.trim()), { done: t('teams.apply.done'), then: r => { of.load.set(r); onClose() } })
  return (
    <Sheet open title={t('teams.apply.title')} closeLabel={t('ui.close')} onClose={onClose} foot={<Btn kind='main' wide busy={write.busy} onTap={() => write.run()}>{t('teams.apply')}</Btn>}>
      <Area label={t('teams.apply.note')} help={t('teams.apply.help')} value={note} max={200} error={write.fields.note} onChange={setNote} />
    </Sheet>
  )
}

/** Beside the list, where there is no foot. */
export function TeamBeside({ id }: { id: string }) {
  const of = useTeam(id)
  return <LoadedView of={of.load} shape='detail'>{x => <TeamView team={x} of={of} />}</LoadedView>
}
