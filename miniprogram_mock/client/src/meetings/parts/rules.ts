/** What a meeting's pages say first, from facts alone. */
import { t } from '@/core/i18n'
import type { DemandProgress, Id, Meeting, MeetingItem, MeetingState, Motion, MotionItem, PaperCounts, Papers, Voice } from '@/core/types'
import type { Tone } from '@/ui'

export const isOver = (state: MeetingState) => state === 'published' || state === 'adjourned' || state === 'called_off'
export function meetingTone(state: MeetingState): Tone {
  if (state === 'open') return 'seal'
  if (state === 'called') return 'pine'
  return state === 'held' ? 'warn' : state === 'published' ? 'ok' : 'ink2'
}
export function motionTone(x: Pick<MotionItem, 'state' | 'outcome'>): Tone {
  if (x.state === 'open') return 'seal'
  if (x.state === 'closed') return x.outcome === 'passed' ? 'ok' : 'warn'
  return 'ink2'
}

/** As what the caller is asked: their seat votes; a unit's person speaks (Art. 19); all others listen. */
export type Part = 'votes' | 'household' | 'speaks' | 'listens'
export function partOf(x: Pick<Meeting, 'seat' | 'units'>, myUnits: readonly Id[]): Part {
  if (x.seat) return x.seat.is_household ? 'household' : 'votes'
  return x.units.some(u => myUnits.includes(u.id)) ? 'speaks' : 'listens'
}
/** `到会 3 席，要到 4 席才有效`; before it opens only what is needed. */
export function quorumWords(x: Pick<MeetingItem, 'present' | 'quorum' | 'seats'>): string {
  if (x.present === null) return t('meetings.quorum.needs', { n: x.quorum.enough, of: x.seats })
  return t(x.quorum.met ? 'meetings.quorum.met' : 'meetings.quorum.short', { n: x.present, enough: x.quorum.enough, of: x.seats })
}

/** For whom one votes now: oneself first, then whoever gave their voice in writing. */
export const voiceNow = (x: Pick<Motion, 'seats'>): Voice | undefined => x.seats.find(v => v.may_vote && v.is_own) ?? x.seats.find(v => v.may_vote)
export const votedVoices = (x: Pick<Motion, 'seats'>) => x.seats.filter(v => v.voted)
/** The code in what was scanned: six digits alone, or at the end of a longer text. */
export const codeIn = (text: string): string => /(\d{6})\D*$/.exec(text.trim())?.[1] ?? text.trim()

/** Of the three grounds the one that is nearest. */
export const nearest = (progress: readonly DemandProgress[]): DemandProgress | undefined =>
  progress.filter(p => p.enough).sort((a, b) => b.signed / b.enough! - a.signed / a.enough!)[0]

/** Counts as typed; undefined until all four are numbers and together the papers that were given out. */
export function countsOf(typed: Record<keyof PaperCounts, string>, given: number): PaperCounts | undefined {
  const all = (['yes', 'no', 'abstain', 'invalid'] as const).map(k => (/^\d{1,5}$/.test(typed[k].trim()) ? Number(typed[k]) : NaN))
  if (all.some(Number.isNaN) || all.reduce((a, b) => a + b, 0) !== given) return undefined
  return { yes: all[0], no: all[1], abstain: all[2], invalid: all[3] }
}
/** What the two who read the papers are told to do next. */
export function papersNext(p: Papers): string {
  if (!p.given.length) return t('meetings.papers.none')
  if (p.is_counted) return t('meetings.papers.counted')
  if (p.differences.length) return t('meetings.papers.differ')
  if (p.readings.length && !p.may_read) return t('meetings.papers.other')
  return t(p.readings.length ? 'meetings.papers.second' : 'meetings.papers.first')
}
