/** What a topic shows, from facts alone. */
import { lastDay, left } from '@/core/format'
import { t } from '@/core/i18n'
import type { Stage, Topic, TopicItem, TopicMove, TopicStop } from '@/core/types'
import type { StopView, Tone } from '@/ui'

export const MEETINGS = ['frank_talk', 'council', 'dialogue', 'alliance'] as const

export function stageTone(stage: Stage): Tone {
  switch (stage) {
    case 'suggested': return 'warn'
    case 'reviewing': return 'seal'
    case 'gathering': case 'talking': case 'deciding': return 'pine'
    case 'decided': case 'carrying_out': return 'record'
    case 'closed': return 'ok'
    default: return 'ink2'
  }
}
/** The clock of a stage in words; undefined when none runs. */
export function daysLeft(x: Pick<TopicItem, 'days_left'>): string | undefined {
  if (x.days_left == null) return undefined
  if (x.days_left < 0) return t('topics.over', { n: -x.days_left })
  return x.days_left ? t('topics.days', { n: x.days_left }) : t('topics.today')
}
export const isLate = (x: Pick<TopicItem, 'days_left'>) => x.days_left != null && x.days_left <= 0

export const stopsOfTopic = (stops: readonly TopicStop[], now?: number): StopView[] => stops.map((s, i) => ({
  key: `${s.stage}${i}`, name: s.name, status: s.status, at: s.at, by: s.by,
  note: s.status === 'now' ? [s.next_actor, s.ends_at ? `${t('topics.until', { day: lastDay(s.ends_at, now) })}（${left(s.ends_at, now)}）` : undefined].filter(Boolean).join(' · ') : s.stage === 'suggested' ? undefined : s.note ?? undefined, // a suggestion's reason is the topic's text
}))

/** These go on; the others end or hold up. */
const FORWARD: readonly TopicMove[] = ['open', 'talk', 'put_to_vote', 'decide', 'carry_out']
export const isForward = (m: TopicMove) => FORWARD.includes(m)
/** The pine button: where a meeting may decide or vote, deciding stands first. */
export const mainMove = (x: Topic) => (x.stage === 'reviewing' || x.stage === 'carrying_out' ? x.moves.find(m => m.move === 'close') : undefined) ?? x.moves.find(m => m.move === 'decide') ?? x.moves.find(m => isForward(m.move))

/** What is asked for with a move. */
export const asksMeeting = (m: TopicMove) => m === 'open'
/** What was looked at again and is carried out once more: until when, and when it is looked at the next time. */
export const isOnceMore = (x: Pick<TopicItem, 'stage'>, m: TopicMove) => x.stage === 'reviewing' && m === 'carry_out'
export const asksDay = (x: Pick<TopicItem, 'stage'>, m: TopicMove) => m !== 'close' && m !== 'drop' && (m !== 'carry_out' || isOnceMore(x, m))
export const asksNote = (x: Pick<TopicItem, 'stage'>, m: TopicMove) => m === 'extend' || m === 'drop' || m === 'close' || x.stage === 'reviewing'
export const asksNext = (m: TopicMove) => m !== 'close' && m !== 'drop'
