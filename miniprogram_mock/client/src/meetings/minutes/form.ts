/** Minutes as they are written: a text for the whole, for each point what was said, decided and is to be done. */
import type { Day, Id, Meeting, MinutesIn } from '@/core/types'

export interface ActionForm { title: string; category: string; owner: string; due: Day | ''; review: Day | '' }
export interface PointForm { id: Id; notes: string; decision: string; actions: ActionForm[] }
export interface MinutesForm { text: string; points: PointForm[] }
export const NO_ACTION: ActionForm = { title: '', category: '', owner: '', due: '', review: '' }

export const formOf = (x: Meeting): MinutesForm => ({
  text: x.minutes?.text ?? '',
  points: x.agenda.map(i => ({ id: i.id, notes: i.notes ?? '', decision: i.decision ?? '', actions: i.actions.map(a => ({ title: a.title, category: a.category, owner: `${a.owner.type}:${a.owner.id}`, due: a.due_on, review: a.review_on })) })),
})
const short = (s: string) => s.trim().length < 2
export const isWhole = (a: ActionForm) => !short(a.title) && !!a.category && !!a.owner && !!a.due && !!a.review && a.review >= a.due
/** Whether it can be kept: a text, words on every point, every action whole. */
export const isReady = (f: MinutesForm) => !short(f.text) && f.points.every(p => !short(p.notes) && p.actions.every(isWhole))
export const asMinutes = (f: MinutesForm): MinutesIn => ({
  text: f.text.trim(),
  items: f.points.map(p => ({
    item_id: p.id, notes: p.notes.trim(), decision: short(p.decision) ? undefined : p.decision.trim(),
    actions: p.actions.map(a => {
      const [type, id] = a.owner.split(':')
      return { kind: 'need', title: a.title.trim(), category: a.category, details: { beneficiary: 'public' }, owner: { type: type as 'unit' | 'member', id }, due_on: a.due, review_on: a.review }
    }),
  })),
})
