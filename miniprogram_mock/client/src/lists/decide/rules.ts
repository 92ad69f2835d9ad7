/** From the form of a decision to what the server takes, and what is wrong with it before that. */
import { t } from '@/core/i18n'
import type { DecisionIn, Topic } from '@/core/types'

/** `owner` is `unit:<id>` or `member:<id>`. */
export interface DecisionForm { text: string; reasons: string; owner: string; due: string; review: string; listed: boolean; /** '' where it rests on no vote */ motion: string }

export function faultsOf(f: DecisionForm): Partial<Record<keyof DecisionForm, string>> {
  const bad: Partial<Record<keyof DecisionForm, string>> = {}
  if (f.text.trim().length < 2) bad.text = t('topics.bad.text')
  if (f.reasons.trim().length < 2) bad.reasons = t('topics.bad.text')
  if (!f.owner) bad.owner = t('topics.bad.choose')
  if (!f.due) bad.due = t('topics.bad.day')
  if (!f.review) bad.review = t('topics.bad.day')
  else if (f.review < f.due) bad.review = t('topics.d.order')
  return bad
}

export function asDecision(f: DecisionForm, topic: Pick<Topic, 'title' | 'category'>): DecisionIn {
  const [type, id] = f.owner.split(':')
  return {
    text: f.text.trim(), reasons: f.reasons.trim(), owner: { type: type as 'unit' | 'member', id }, due_on: f.due, review_on: f.review, motion_id: f.motion || undefined,
    entry: f.listed ? { kind: 'need', title: topic.title, text: f.text.trim(), category: topic.category, details: { beneficiary: 'public', deadline: f.due } } : undefined,
  }
}
