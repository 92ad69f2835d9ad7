/** What agreements look like in words; pure. */
import { localDay, plainDay } from '@/core/format'
import { t } from '@/core/i18n'
import type { Agreement, AgreementState, AgreementText, Clause, ClauseIn, DutyTermShort, DutyWithTerms, EvidenceKind, Id, NamedParty, PartySigned, Schedule, WholeAgreement } from '@/core/types'
import type { Tone } from '@/ui'
import { TO_DO } from '../duty-parts/rules'

export const SCHEDULES: Schedule[] = ['once', 'weekly', 'monthly', 'quarterly']
export const EVIDENCE: EvidenceKind[] = ['photo', 'record', 'transfer', 'booking']
export const CLAUSES_MAX = 60

export const toneOf = (state: AgreementState): Tone => (state === 'in_force' ? 'ok' : state === 'signing' ? 'warn' : state === 'signed' ? 'pine' : 'ink2')
export const unitsOf = (a: Pick<Agreement, 'parties'>) => a.parties.filter(p => p.unit_id && !p.left_at).map(p => p.name).join('、')
/** `2026-12-07` → 2026年12月7日: an agreement runs over years, and nobody asks on which weekday it ends. */
export const fullDay = (date: string) => { const [y, m, d] = date.split('-').map(Number); return t('agreements.day', { y, m, d }) }
export const daysOf = (x: { starts_on: string; ends_on: string }) => t('agreements.days', { from: fullDay(x.starts_on), to: fullDay(x.ends_on) })
export const nameOf = (parties: readonly { no: number; name: string }[], no: number) => parties.find(p => p.no === no)?.name ?? ''

/** Clauses by who does them for whom, in the order of the parties: what each side gives. */
export function sidesOf(clauses: readonly Clause[]): { giver: number; receiver: number; clauses: Clause[] }[] {
  const sides: { giver: number; receiver: number; clauses: Clause[] }[] = []
  for (const c of clauses) {
    const side = sides.find(s => s.giver === c.giver && s.receiver === c.receiver)
    if (side) side.clauses.push(c)
    else sides.push({ giver: c.giver, receiver: c.receiver, clauses: [c] })
  }
  // Units first: what the community gives back stands beside or beneath it.
  return sides.sort((a, b) => (a.giver || 99) - (b.giver || 99) || a.receiver - b.receiver)
}

/** Units that give and get nothing back: an agreement of one side alone does not last. */
export function unpaid(parties: readonly NamedParty[], clauses: readonly Clause[]): string[] {
  return parties.filter(p => p.unit_id && clauses.some(c => c.giver === p.no) && !clauses.some(c => c.receiver === p.no)).map(p => p.name)
}

export type Which = 'now' | 'new'
/** The texts that a reader may choose between: what holds, and what is to follow it. */
export function textsOf(a: WholeAgreement): { now?: AgreementText; new?: AgreementText } {
  const now = a.in_force ?? a.dropped ?? undefined, next = a.open ?? a.waiting ?? undefined
  return now ? { now, new: next } : { now: next }
}
/** Where the page begins: at what is to be signed. */
export const firstText = (a: WholeAgreement): Which => (textsOf(a).new && a.sign_as.length ? 'new' : 'now')
export const isOnOffer = (text: AgreementText) => text.state === 'signing'

/** What the reader should know first, of the text that is shown. */
export function statusOf(a: WholeAgreement, text: AgreementText): string {
  if (text === a.open) {
    if (!isOnOffer(text)) return t('agreements.read.draft')
    return a.sign_as.length ? t('agreements.read.turn', { name: nameOf(a.parties, a.sign_as[0]) }) : t('agreements.read.wait', { names: (a.unsigned ?? []).map(p => p.name).join('、') })
  }
  if (text === a.waiting) return t(text.purpose === 'ending' ? 'agreements.read.end' : 'agreements.read.all', { day: fullDay(text.purpose === 'ending' ? text.ends_on : text.starts_on) })
  if (a.ended_at) return t('agreements.read.ended', { day: fullDay(localDay(a.ended_at)), reason: a.end_reason ?? '' })
  return a.state === 'signed' ? t('agreements.read.from', { day: fullDay(text.starts_on) }) : t('agreements.read.until', { day: fullDay(text.ends_on) })
}

/** Every party that the text was offered to, with its signature, if it is there. */
export const signersOf = (text: AgreementText): { party: NamedParty; signed?: PartySigned }[] => text.parties.map(party => ({ party, signed: text.signatures.find(s => s.party_no === party.no) }))

// how it is kept
const isOwed = (x: DutyTermShort) => TO_DO.includes(x.state)
/** The due days that count: what was cancelled asked for nothing. */
export const daysIn = (d: DutyWithTerms) => d.terms.filter(x => x.state !== 'cancelled')
/** The due day that comes next, or the last one where nothing is left to do. */
export function nowIn(d: DutyWithTerms): DutyTermShort | undefined {
  const days = daysIn(d)
  return days.find(isOwed) ?? days[days.length - 1]
}
export function progressOf(d: DutyWithTerms, now: number): string | undefined {
  const days = daysIn(d), next = days.find(isOwed)
  if (days.length < 2) return undefined
  const done = t('agreements.kept.of', { done: days.filter(x => x.state === 'accepted').length, n: days.length })
  return next ? `${done} · ${t('agreements.kept.next', { day: plainDay(next.last_day, now) })}` : done
}
/** What an earlier text asked for and that is not done yet. */
export const owedBeside = (duties: readonly DutyWithTerms[], clauses: readonly Clause[]) => duties.filter(d => !clauses.some(c => c.no === d.clause_no) && d.terms.some(isOwed))

// writing
export interface Row extends Omit<ClauseIn, 'amount'> { amount: string }
export const rowOf = (c: ClauseIn): Row => ({ no: c.no, giver: c.giver, receiver: c.receiver, accepter: c.accepter, text: c.text, amount: String(c.amount), measure: c.measure, schedule: c.schedule, due_on: c.due_on, until_on: c.until_on, evidence: c.evidence, after_no: c.after_no })
export const clauseOf = (r: Row): ClauseIn => ({ ...r, amount: Number(r.amount), until_on: r.schedule === 'once' ? null : r.until_on })
/** The next free number: one that was signed once is never another clause's. */
export const nextNo = (rows: readonly { no: number }[], known: readonly { no: number }[] = []) => Math.max(0, ...[...rows, ...known].map(r => r.no)) + 1
export const newRow = (no: number, due: string, giver = 1): Row => ({ no, giver, receiver: giver ? 0 : 1, accepter: giver ? 0 : 1, text: '', amount: '1', measure: '', schedule: 'once', due_on: due, until_on: null, evidence: ['photo'], after_no: null })
/** Who accepts where the writer has not said: never who owes it. */
export const accepterOf = (r: Row): number => (r.accepter !== null && r.accepter !== r.giver ? r.accepter : r.giver === 0 ? r.receiver : 0)

export type Wrong = Partial<Record<'text' | 'amount' | 'measure' | 'due_on' | 'until_on' | 'receiver' | 'evidence', string>>
export function wrongIn(r: Row): Wrong {
  const wrong: Wrong = {}
  if (!r.text.trim()) wrong.text = t('agreements.clause.bad.text')
  if (!/^[1-9]\d{0,8}$/.test(r.amount)) wrong.amount = t('agreements.clause.bad.amount')
  if (!r.measure.trim()) wrong.measure = t('agreements.clause.bad.measure')
  if (!r.due_on) wrong.due_on = t('agreements.clause.bad.due')
  if (r.schedule !== 'once' && !(r.until_on && r.until_on > r.due_on)) wrong.until_on = t('agreements.clause.bad.until')
  if (r.giver === r.receiver) wrong.receiver = t('agreements.clause.bad.sides')
  if (!r.evidence.length) wrong.evidence = t('agreements.clause.bad.evidence')
  return wrong
}
/** The parties of a text that is being written: the community, then the units as they were chosen. */
export const partiesOf = (us: string, units: readonly { id: Id; name: string }[]) => [{ no: 0, name: us }, ...units.map((u, i) => ({ no: i + 1, name: u.name }))]
