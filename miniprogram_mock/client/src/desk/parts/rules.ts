/** What desks decide on their own: moves told with a reason, the stops of a claim. Pure. */
import { t } from '@/core/i18n'
import type { Claim, ClaimMove, ClaimState } from '@/core/types'
import type { StopView, Tone } from '@/ui'

export const isDanger = (m: ClaimMove) => m === 'decline' || m === 'withdraw' || m === 'reject_delivery'
/** Others count on it by now: they will want to know why, as they do of a refusal. */
export const needsReason = (m: ClaimMove, state: ClaimState) => m === 'withdraw' && state === 'accepted'
export const quantityOf = (c: Pick<Claim, 'quantity' | 'entry'>) => `${c.quantity} ${c.entry.quantity_unit || t('lists.unit')}`

const TONES: Record<ClaimState, Tone> = { waiting: 'ink2', open: 'warn', accepted: 'pine', delivered: 'warn', closed: 'ok', declined: 'ink2', withdrawn: 'ink2', lapsed: 'ink2' }
export const claimTone = (state: ClaimState) => TONES[state]

const WAY: ClaimState[] = ['open', 'accepted', 'delivered', 'closed']
const toCome = (i: number): StopView => ({ key: WAY[i + 1] ?? '', name: t(`desk.stop.${(['agreed', 'done', 'checked'] as const)[i] ?? 'agreed'}`), status: 'to_come' })
/** Asked, agreed, done, checked: how far a claim is and who must act now. One that was refused or taken back ends there. */
export function claimStops(c: Pick<Claim, 'state' | 'state_name' | 'created_at' | 'actor' | 'place_in_line' | 'agreement_id'>): StopView[] {
  const first: StopView = { key: 'asked', name: t('desk.stop.asked'), status: 'done', at: c.created_at, by: { name: c.actor.name } }
  const done = WAY.indexOf(c.state)
  if (c.state === 'waiting') return [first, { key: c.state, name: c.state_name, status: 'now', note: t('desk.claim.place', { n: c.place_in_line ?? 1 }) }, ...[0, 1, 2].map(toCome)]
  if (done < 0) return [first, { key: c.state, name: c.state_name, status: 'now' }]
  const stop = (key: 'agreed' | 'done' | 'checked', i: number): StopView =>
    ({ key, name: t(`desk.stop.${key}`), status: i < done ? 'done' : i === done ? 'now' : 'to_come', note: i !== done ? undefined : key === 'done' && c.agreement_id ? t('desk.stop.done.agreed') : t(`desk.stop.${key}.who`) })
  return [first, stop('agreed', 0), stop('done', 1), stop('checked', 2)]
}

