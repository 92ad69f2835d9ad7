/** The board of tasks: what is open, whose it is, by when; adding one, and what may be done with one. */
import { useState } from 'react'
import { plainDay } from '@/core/format'
import { useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { productNow } from '@/core/now'
import type { Photo, TaskMove, TeamTask, WholeTeam } from '@/core/types'
import { addTask, moveTask } from '@/services/teams'
import { Area, Box, Btn, Chip, Choice, DateField, Field, Line, PagedList, PhotoPicker, Picker, Row, Section, Sheet, Stack, Txt } from '@/ui'
import { dueDays, mayTask } from '../rules'
import type { TeamControl } from './useTeam'

const STATES = ['open', 'done'] as const

export function Tasks({ team: x, of, titled }: { team: WholeTeam; of: TeamControl; /** no tab says its name */ titled?: boolean }) {
  const [adding, setAdding] = useState(false), [chosen, setChosen] = useState<TeamTask>()
  return (
    <Section title={titled || x.may_manage ? t('teams.tasks') : undefined} aside={x.may_manage ? <Btn kind='quiet' onTap={() => setAdding(true)}>{t('teams.task.new')}</Btn> : undefined}>
      <Box className='t-strip'><Choice inline required label={t('teams.tasks.state')} value={of.state === 'dropped' ? 'open' : of.state} options={STATES.map(s => ({ value: s, text: t(`teams.tasks.${s}`, { n: x.tasks[s] }) }))} onChange={of.setState} /></Box>
      <PagedList of={of.tasks} label={t('teams.tasks')} empty={{ text: t(of.state === 'done' ? 'teams.tasks.none.done' : 'teams.tasks.none.open') }} row={task => <TaskRow key={task.id} task={task} onTap={() => setChosen(task)} />} />
      {adding ? <AddSheet team={x} of={of} onClose={() => setAdding(false)} /> : null}
      {chosen ? <TaskSheet key={chosen.id} task={chosen} of={of} onClose={() => setChosen(undefined)} /> : null}
    </Section>
  )
}

function TaskRow({ task, onTap }: { task: TeamTask; onTap(): void }) {
  const day = plainDay(task.due_on)
  const who = task.state === 'done' ? t('teams.task.by', { name: task.done_by_name ?? '' }) : task.assignee?.name ?? t('teams.task.nobody')
  const value = task.is_overdue ? <Chip tone='danger'>{t('teams.task.late')}</Chip> : task.is_mine && task.state === 'open' ? <Chip tone='pine'>{t('teams.task.mine')}</Chip> : undefined
  return <Row title={task.title} note={`${who} · ${t('teams.task.until', { day })}`} value={value} onTap={onTap} />
}

const onTeam = (of: TeamControl) => (of.seats.data ?? []).filter(s => s.state === 'active').map(s => ({ value: s.member.id, text: s.member.name }))

function AddSheet({ team: x, of, onClose }: { team: WholeTeam; of: TeamControl; onClose(): void }) {
  const [title, setTitle] = useState(''), [text, setText] = useState(''), [due, setDue] = useState(''), [who, setWho] = useState('later'), [tried, setTried] = useState(false)
  const write = useWrite(() => addTask(x.id, { title: title.trim(), text: text.trim(), due_on: due, assignee_id: who === 'later' ? undefined : who }), { done: t('teams.task.added'), then: () => { of.refresh(); onClose() } })
  const bad = { title: Array.from(title.trim()).length < 2, due: !due }
  const send = () => { setTried(true); if (!bad.title && !bad.due) write.run() }
  return (
    <Sheet open title={t('teams.task.new')} closeLabel={t('ui.close')} onClose={onClose} foot={<Btn kind='main' wide busy={write.busy} onTap={send}>{t('teams.task.add')}</Btn>}>
      <Field required label={t('teams.task.title')} help={t('teams.task.title.help')} value={title} max={60} error={tried && bad.title ? t('teams.task.bad.title') : write.fields.title} onChange={setTitle} />
      <DateField required label={t('teams.task.due')} value={due} {...dueDays(productNow())} error={tried && bad.due ? t('teams.task.bad.due') : write.fields.due_on} onChange={setDue} />
      <Picker required label={t('teams.task.give')} value={who} options={[{ value: 'later', text: t('teams.task.later') }, ...onTeam(of)]} onChange={setWho} />
      <Area label={t('teams.task.text')} value={text} max={500} error={write.fields.text} onChange={setText} />
    </Sheet>
  )
}

const SAID: Partial<Record<TaskMove, string>> = { take: t('teams.task.taken'), finish: t('teams.task.finished') }
/** What one task is, and its moves; those that want a word open their own form in the same sheet. */
function TaskSheet({ task, of, onClose }: { task: TeamTask; of: TeamControl; onClose(): void }) {
  const [step, setStep] = useState<TaskMove>()
  const [text, setText] = useState(''), [photos, setPhotos] = useState<readonly Photo[]>([]), [sending, setSending] = useState(false), [who, setWho] = useState(''), [due, setDue] = useState(task.due_on)
  const write = useWrite(async (move: TaskMove) => {
    await moveTask(task.id, { move, ...(move === 'give' ? { assignee_id: who } : {}), ...(move === 'postpone' ? { due_on: due } : {}), text: text.trim(), photos: photos.map(p => p.id) })
    return SAID[move] ?? t('teams.task.saved')
  }, { done: said => said, then: () => { of.refresh(); onClose() } })
  const name = (move: TaskMove) => task.moves.find(m => m.move === move)?.name ?? ''
  const begin = (move: TaskMove) => { setStep(move); if (move === 'take') write.run(move) }
  const lacks = (step === 'give' && !who) || (step === 'postpone' && !due)
  const main = mayTask(task, 'take') ? 'take' : 'finish'
  const foot = step && step !== 'take'
    ? <><Btn wide onTap={() => setStep(undefined)}>{t('teams.task.back')}</Btn><Btn kind='main' wide disabled={lacks || sending} busy={write.busy} onTap={() => write.run(step)}>{name(step)}</Btn></>
    : mayTask(task, main) ? <Btn kind='main' wide busy={write.busy} onTap={() => begin(main)}>{name(main)}</Btn> : undefined
  return (
    <Sheet open title={task.title} closeLabel={t('ui.close')} onClose={onClose} foot={foot}>
      <Stack gap={3}>
        <Txt as='p' tone={task.is_overdue ? 'danger' : 'ink2'}>{`${task.state_name} · ${t('teams.task.until', { day: plainDay(task.due_on) })} · ${task.assignee?.name ?? t('teams.task.nobody')}`}</Txt>
        {task.text ? <Txt as='p'>{task.text}</Txt> : null}
        {step === 'give' ? <Picker required label={t('teams.task.give')} value={who} options={onTeam(of)} error={write.fields.assignee_id} onChange={setWho} /> : null}
        {step === 'postpone' ? <DateField required label={t('teams.task.due')} value={due} {...dueDays(productNow())} error={write.fields.due_on} onChange={setDue} /> : null}
        {step === 'finish' ? <><Area label={t('teams.task.did')} value={text} max={500} error={write.fields.text} onChange={setText} /><PhotoPicker value={photos} error={write.fields.photos} onChange={change => setPhotos(change)} onBusy={setSending} /></> : null}
        {step === 'drop' || step === 'reopen' ? <Area label={t('teams.task.why')} value={text} max={500} error={write.fields.text} onChange={setText} /> : null}
        {step ? null : <Line>{task.moves.filter(m => m.move !== main).map(m => <Btn key={m.move} onTap={() => begin(m.move)}>{m.name}</Btn>)}</Line>}
      </Stack>
    </Sheet>
  )
}
