/** One team with its tasks, log and people; every write puts the newest in place. */
import { useState } from 'react'
import { useLoad, usePages, useWrite, type Loaded, type Pages, type Write } from '@/core/hooks'
import type { Id, Seat, SeatMove, TaskState, TeamLine, TeamMove, TeamTask, WholeTeam } from '@/core/types'
import { log, moveSeat, moveTeam, seats, tasks, team } from '@/services/teams'

type TeamWord = { move: TeamMove; member_id?: Id; text?: string; photos?: Id[] }
export interface TeamControl {
  load: Loaded<WholeTeam>; seats: Loaded<Seat[]>; tasks: Pages<TeamTask>; log: Pages<TeamLine>; state: TaskState; setState(s: TaskState): void
  move: Write<[TeamWord], WholeTeam>; seat: Write<[Id, SeatMove, string?], WholeTeam>
  /** after a write elsewhere */ refresh(): void
}

export function useTeam(id: Id): TeamControl {
  const [state, setState] = useState<TaskState>('open')
  const load = useLoad(() => team(id), [id], { keep: 'team:' + id })
  const skip = !load.data?.is_inside
  const people = useLoad(() => seats(id), [id, skip], { skip })
  const board = usePages(cursor => tasks(id, state, cursor), [id, state, skip], { skip })
  const lines = usePages(cursor => log(id, cursor), [id, skip], { skip })
  const refresh = () => { load.reload(); if (!skip) { people.reload(); board.reload(); lines.reload() } }
  const then = (x: WholeTeam) => { load.set(x); if (x.is_inside && !skip) { people.reload(); board.reload(); lines.reload() } }
  const move = useWrite((word: TeamWord) => moveTeam(id, word), { then })
  const seat = useWrite((seatId: Id, step: SeatMove, note?: string) => moveSeat(seatId, step, note), { then })
  return { load, seats: people, tasks: board, log: lines, state, setState, move, seat, refresh }
}
