/** The way from a thing to its trace, the same row on every page. */
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { Section, Rows } from './layout'
import { Row } from './prim'

export const TraceRow = ({ type, id }: { type: string; id: string }) => (
  <Section><Rows><Row title={t('trace.open')} note={t('trace.open.note')} onTap={() => go('lists.trace', { type, id })} /></Rows></Section>
)
