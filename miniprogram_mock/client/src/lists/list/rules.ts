/** Which views a list has for whom, and what the server is asked for. */
import { t, type Key } from '@/core/i18n'
import type { Kind } from '@/core/types'
import type { EntryFilter } from '@/services/lists'

export type View = 'all' | 'open' | 'closed' | 'mine' | 'proposed'

export function viewsOf(kind: Kind, isStaff: boolean, mayPropose: boolean): View[] {
  const views: View[] = ['all', 'open']
  if (isStaff) views.push('proposed')
  else if (kind !== 'benefit') views.push('closed')
  if (mayPropose) views.push('mine')
  return views
}
export function filterOf(view: View, category: string): EntryFilter {
  return { ...(view === 'mine' ? { mine: true } : view === 'all' ? {} : { state: view }), ...(category === 'all' ? {} : { category }) }
}
export function emptyText(view: View, category: string): string {
  if (category !== 'all' || view === 'open' || view === 'closed') return t('lists.empty.filtered')
  return t(`lists.empty.${view}`)
}
export function newText(kind: Kind): Key {
  switch (kind) {
    case 'need': case 'problem': case 'welfare_work': case 'service_project': case 'action': case 'resource': case 'benefit': case 'actor': return `lists.new.${kind}`
    default: return 'lists.new.other'
  }
}
