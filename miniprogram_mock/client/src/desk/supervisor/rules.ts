/** Where each row of the supervisor's desk leads; a row that is not here yet only counts. */
import type { Key } from '@/core/i18n'
import type { Route } from '@/core/routes'

export const LEADS: Record<string, { route: Route; params: Record<string, string>; note: Key }> = {
  held: { route: 'desk.supervised', params: { view: 'held' }, note: 'paper.super.held' },
  disputed: { route: 'volunteering.disputes', params: {}, note: 'paper.super.disputed' },
  to_approve: { route: 'desk.supervised', params: { view: 'to_approve' }, note: 'paper.super.to_approve' },
  audits: { route: 'desk.auditCases', params: {}, note: 'audit.cases.note' },
  flagged_late: { route: 'desk.supervised', params: { view: 'flagged_late' }, note: 'paper.super.flagged_late' },
}
