/** What a budget round says, from facts alone. */
import { lastDay, number } from '@/core/format'
import { t } from '@/core/i18n'
import type { BudgetBallot, BudgetProposal, BudgetRoundItem, Represented, RoundStage } from '@/core/types'
import type { Tone } from '@/ui'

const two = (n: number) => String(n).padStart(2, '0')
/** `12,000 元` */
export const yuan = (fen: number) => `${number(Math.floor(fen / 100))}${fen % 100 ? `.${two(fen % 100)}` : ''} ${t('budget.yuan')}`
/** Yuan as typed → fen; undefined where it is no amount. */
export const fenOf = (typed: string): number | undefined => {
  const [, whole, part = ''] = /^([1-9]\d{0,7})(?:\.(\d{1,2}))?$/.exec(typed.trim()) ?? []
  return whole ? Number(whole) * 100 + Number(part.padEnd(2, '0')) : undefined
}
export const percentOf = (part: number, whole: number) => (whole > 0 ? Math.round((part / whole) * 100) : 0)

export function stageTone(stage: RoundStage): Tone {
  if (stage === 'voting' || stage === 'proposing') return 'pine'
  if (stage === 'checking') return 'warn'
  return stage === 'called_off' ? 'ink2' : 'ok'
}
/** `投到11月30日 周一` while people vote; undefined where nothing ends. */
export function clockOf(x: Pick<BudgetRoundItem, 'stage' | 'stage_ends_at'>): string | undefined {
  return x.stage_ends_at ? t(x.stage === 'voting' ? 'budget.until.vote' : 'budget.until', { day: lastDay(x.stage_ends_at) }) : undefined
}

/** Points by proposal; an approval is one point. */
export type Given = Readonly<Record<string, number>>
export const givenOf = (b?: BudgetBallot): Given => Object.fromEntries((b?.votes ?? []).map(v => [v.proposal_id, v.points]))
export const votesOf = (given: Given) => Object.entries(given).filter(([, points]) => points > 0).map(([proposal_id, points]) => ({ proposal_id, points }))
export const pointsLeft = (given: Given, max: number) => max - Object.values(given).reduce((sum, n) => sum + n, 0)
/** How many steps one proposal may still take. */
export const mayGive = (given: Given, id: string, max: number) => (given[id] ?? 0) + Math.max(0, pointsLeft(given, max))
export const costOf = (given: Given, proposals: readonly BudgetProposal[]) => proposals.filter(p => given[p.id]).reduce((sum, p) => sum + p.cost_fen, 0)
/** What stands at the foot of the ballot at all times. */
export function leftWords(x: Pick<BudgetRoundItem, 'ballot_kind' | 'points_max' | 'budget_fen'>, given: Given, proposals: readonly BudgetProposal[]): string {
  if (x.ballot_kind === 'points') return t('budget.left.points', { n: pointsLeft(given, x.points_max ?? 0) })
  const n = Object.keys(given).filter(id => given[id]).length, cost = costOf(given, proposals)
  return n ? t('budget.left.approval', { n, cost: yuan(cost), part: percentOf(cost, x.budget_fen) }) : t('budget.left.none')
}
/** How many voters have something of theirs among the chosen. */
export const served = (r: Represented) => r.part + r.full
