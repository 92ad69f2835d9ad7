/** The cards one votes on, from facts alone: which is shown, how many there are, what was answered on the way. */
import type { Deck, DeckCard, Id, VoteAnswer } from '@/core/types'

export const ANSWERS = ['agree', 'disagree', 'pass'] as const
export interface Hand { cards: DeckCard[]; answers: Record<Id, VoteAnswer>; /** the card shown */ at: number; /** voted on before today */ before: number; /** not voted on yet */ left: number }
export const EMPTY: Hand = { cards: [], answers: {}, at: 0, before: 0, left: 0 }

/** Take in what was dealt. A vote that still waits on the phone is a vote: its card does not come again. */
export function deal(hand: Hand, deck: Deck, voted: number): Hand {
  const fresh = !Object.keys(hand.answers).length
  if (fresh) return { cards: deck.items, answers: {}, at: 0, before: voted, left: deck.left }
  const waiting = deck.items.filter(c => c.id in hand.answers).length, known = new Set(hand.cards.map(c => c.id))
  return { ...hand, cards: [...hand.cards, ...deck.items.filter(c => !known.has(c.id))], left: deck.left - waiting }
}
/** Answer the card that is shown, for the first time or anew, and go on. */
export function answerCard(hand: Hand, answer: VoteAnswer): Hand {
  const card = hand.cards[hand.at]
  if (!card) return hand
  return { ...hand, answers: { ...hand.answers, [card.id]: answer }, at: hand.at + 1, left: card.id in hand.answers ? hand.left : hand.left - 1 }
}
export const back = (hand: Hand): Hand => ({ ...hand, at: Math.max(0, hand.at - 1) })
/** An answered card can be passed by again. */
export const onward = (hand: Hand): Hand => (hand.cards[hand.at]?.id in hand.answers ? { ...hand, at: hand.at + 1 } : hand)
export const shown = (hand: Hand): DeckCard | undefined => hand.cards[hand.at]
export const all = (hand: Hand) => hand.before + Object.keys(hand.answers).length + hand.left
export const place = (hand: Hand) => hand.before + hand.at + 1
/** All dealt cards are answered, but there are more. */
export const wantsMore = (hand: Hand) => !shown(hand) && hand.left > 0

export const TEXT_MIN = 4, TEXT_MAX = 140
export const length = (text: string) => Array.from(text.trim()).length
