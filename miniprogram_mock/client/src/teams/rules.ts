/** What a team's page says first, and which colours its states have. Pure. */
import { dayAfter, localDay, plainDay } from '@/core/format'
import { t } from '@/core/i18n'
import type { SeatMove, TaskMove, TeamMove, TeamState, TeamTask, WholeTeam } from '@/core/types'
import type { Tone } from '@/ui'

export const TONES: Record<TeamState, Tone> = { forming: 'warn', active: 'pine', closed: 'ok', called_off: 'ink2' }
export const mayTeam = (x: WholeTeam, move: TeamMove) => x.moves.some(m => m.move === move)
export const maySeat = (x: WholeTeam, move: SeatMove) => !!x.seat?.moves.some(m => m.move === move)
export const mayTask = (x: TeamTask, move: TaskMove) => x.moves.some(m => m.move === move)

export type Turn = 'lead' | 'invited' | 'applied' | 'forming' | 'over' | 'work' | 'outside'
/** What the caller is to the team now: it decides the first box and the pine button. */
export function turnOf(x: WholeTeam): Turn {
  if (x.is_offered_to_me) return 'lead'
  if (x.state === 'closed' || x.state === 'called_off') return 'over'
  if (x.seat?.state === 'invited') return 'invited'
  if (x.seat?.state === 'applied') return 'applied'
  if (x.state === 'forming') return 'forming'
  return x.may_work ? 'work' : 'outside'
}

/** The task to show first: mine that is due first, else how many are nobody's. */
export function nextWords(tasks: readonly TeamTask[]): { title: string; note?: string; late?: boolean } {
  const mine = tasks.find(x => x.is_mine)
  if (mine) return { title: t('teams.now.task', { title: mine.title }), note: t(mine.is_overdue ? 'teams.now.late' : 'teams.now.until', { day: plainDay(mine.due_on) }), late: mine.is_overdue }
  const free = tasks.filter(x => !x.assignee).length
  return { title: free ? t('teams.now.free', { n: free }) : t(tasks.length ? 'teams.now.rest' : 'teams.now.none') }
}

/** The days a task may have: from today for a year, as the backend's rule. */
export function dueDays(now: number): { from: string; to: string } {
  const today = localDay(now)
  return { from: today, to: dayAfter(today, 366) }
}
export const isPhone = (text: string) => /^1\d{10}$/.test(text.trim())
