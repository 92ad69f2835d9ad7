/** What a suggestion looks like, and what a yes or a no must bring along. No words of its own. */
import type { Route } from '@/core/routes'
import type { DeclineReason, Id, MatchSuggestion, SuggestionMoveIn, SuggestionState } from '@/core/types'
import type { Tone } from '@/ui'

export const suggestionTone = (s: SuggestionState): Tone => (s === 'offered' ? 'seal' : s === 'accepted' ? 'ok' : 'ink2')

/** What is said above the chips is not said in one of them. */
export const chipsOf = (s: MatchSuggestion) => s.reasons.filter(r => !(r.code === 'time' && s.when))

export const REASONS: readonly DeclineReason[] = ['no_time', 'too_far', 'not_my_thing', 'health', 'rest', 'not_enough', 'other']
/** A unit has no health to speak of, a person no staff. */
export const reasonsFor = (unit: boolean) => REASONS.filter(r => (unit ? r !== 'health' && r !== 'rest' : r !== 'not_enough'))

/** Where the thing can be read before answering. */
export const needPage = ({ need }: Pick<MatchSuggestion, 'need'>): [Route, { id: Id }] => [need.type === 'shift' ? 'volunteering.shift' : 'lists.entry', { id: need.id }]
/** Where an accepted one goes on. */
export const becamePage = (b: NonNullable<MatchSuggestion['became']>): [Route, { id: Id }] => [b.open_type === 'shift' ? 'volunteering.shift' : b.open_type === 'booking' ? 'lists.booking' : 'desk.claim', { id: b.open_id }]

export interface YesForm { risks: boolean; qualification: string; quantity: number; note: string }
/** Whether a yes must say more than yes. */
export const needsForm = (s: MatchSuggestion) => s.asks.accept_risks || s.asks.qualification !== null || (s.asks.quantity_max ?? 1) > 1
/** What is missing in it, by field. */
export const missing = (s: MatchSuggestion, f: YesForm) => ({ risks: s.asks.accept_risks && !f.risks, qualification: s.asks.qualification !== null && !f.qualification.trim() })
export const yesBody = (s: MatchSuggestion, f: YesForm): SuggestionMoveIn => ({
  move: 'accept',
  ...(s.asks.accept_risks ? { accept_risks: f.risks } : {}),
  ...(s.asks.qualification !== null ? { qualification_number: f.qualification.trim() } : {}),
  ...(s.asks.quantity_max !== null ? { quantity: f.quantity } : {}),
  ...(f.note.trim() ? { note: f.note.trim() } : {}),
})
