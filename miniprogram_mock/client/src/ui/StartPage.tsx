/** At the end of a desk: makes it the page that opens first, or not. */
import { t } from '@/core/i18n'
import type { Route } from '@/core/routes'
import { prefs, setPrefs } from '@/core/store'
import { Rows } from './layout'
import { Toggle } from './prim'

export function StartPage({ route, params = {} }: { route: Route; params?: Record<string, string> }) {
  const { start } = prefs.use()
  const on = start?.route === route && JSON.stringify(start.params) === JSON.stringify(params)
  return <Rows><Toggle label={t('ui.start')} note={t('ui.start.note')} on={on} onChange={yes => setPrefs({ start: yes ? { route, params } : undefined })} /></Rows>
}
