/** The moves on a claim as buttons: a question before each, a reason where the other side will ask for one. */
import { useState } from 'react'
import { ask } from '@/core/dialogs'
import { useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import type { Claim, ClaimMove, Move } from '@/core/types'
import { moveClaim } from '@/services/claims'
import { Btn, Line } from '@/ui'
import { Reason } from './Reason'
import { isDanger, needsReason, quantityOf } from './rules'

type M = Move<ClaimMove>

export function ClaimMoves({ claim: c, onDone }: { claim: Claim; onDone(c: Claim): void }) {
  const [told, setTold] = useState<M>()
  const write = useWrite((move: ClaimMove, note?: string) => moveClaim(c.id, move, note), { done: t('desk.claim.moved'), then: r => { setTold(undefined); onDone(r) } })
  const main = c.moves.find(m => !isDanger(m.move))?.move
  async function tap(m: M) {
    if (needsReason(m.move)) return setTold(m)
    const text = t('desk.claim.ask.text', { title: c.entry.title, n: quantityOf(c) })
    if (await ask({ title: t('desk.claim.ask', { name: m.name }), text, yes: m.name, danger: isDanger(m.move) })) await write.run(m.move)
  }
  if (!c.moves.length) return null
  return (
    <>
      <Line>{c.moves.map(m => <Btn key={m.move} kind={m.move === main ? 'main' : isDanger(m.move) ? 'danger' : 'plain'} busy={write.busy} label={`${m.name}，${c.actor.name}`} onTap={() => tap(m)}>{m.name}</Btn>)}</Line>
      {told ? <Reason title={told.name} label={t('desk.claim.why')} need={t('desk.claim.why.need')} busy={write.busy} onSend={note => write.run(told.move, note)} onClose={() => setTold(undefined)} /> : null}
    </>
  )
}
