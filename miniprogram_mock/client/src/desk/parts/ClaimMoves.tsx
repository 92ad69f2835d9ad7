/** The moves on a claim as buttons: a question before each, a reason where the other side will ask for one. */
import { useState, type ReactNode } from 'react'
import { ask } from '@/core/dialogs'
import { useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import type { Claim, ClaimMove, Move } from '@/core/types'
import { moveClaim } from '@/services/claims'
import { Btn, Line } from '@/ui'
import { Reason } from './Reason'
import { isDanger, needsReason, quantityOf } from './rules'

type M = Move<ClaimMove>
interface ClaimMovesProps { claim: Claim; /** forward: what takes it on; back: what refuses or withdraws it */ only?: 'forward' | 'back'; /** the page's one pine button is here */ main?: boolean; /** after the buttons */ extra?: ReactNode; onDone(c: Claim): void }

export function ClaimMoves({ claim: c, only, main, extra, onDone }: ClaimMovesProps) {
  const [told, setTold] = useState<M>()
  const write = useWrite((move: ClaimMove, note?: string) => moveClaim(c.id, move, note), { done: r => t('desk.claim.moved', { state: r.state_name }), then: r => { setTold(undefined); onDone(r) } })
  const moves = c.moves.filter(m => !only || isDanger(m.move) === (only === 'back'))
  const kind = (m: M) => (isDanger(m.move) ? 'danger' : main ? 'main' : 'plain')
  async function tap(m: M) {
    const { move } = m
    if (move === 'decline' || move === 'reject_delivery' || needsReason(move, c.state)) return setTold(m)
    const text = t(`desk.claim.ask.${move}`, { title: c.entry.title, n: quantityOf(c), unit: c.actor.name })
    if (await ask({ title: t(`desk.claim.sure.${move}`), text, yes: m.name, danger: isDanger(m.move) })) await write.run(move)
  }
  if (!moves.length && !extra) return null
  return (
    <>
      <Line className={main ? 'd-foot' : undefined}>{moves.map(m => <Btn key={m.move} wide={main} kind={kind(m)} busy={write.busy} label={`${m.name}，${c.actor.name}`} onTap={() => tap(m)}>{m.name}</Btn>)}{extra}</Line>
      {told ? <Reason title={told.name} label={t('desk.claim.why')} need={t('desk.claim.why.need')} busy={write.busy} onSend={note => write.run(told.move, note)} onClose={() => setTold(undefined)} /> : null}
    </>
  )
}
