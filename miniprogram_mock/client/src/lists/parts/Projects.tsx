/** The desk makes a project of what many asked for; once it is made, the row leads to it by the trace. */
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { useMe } from '@/core/store'
import type { Entry, EntryHistory } from '@/core/types'
import { Btn, Line, Row, Rows, Section } from '@/ui'
import { mayListAsProject, who } from './rules'

export function Projects({ entry: e, history }: { entry: Entry; history: readonly EntryHistory[] | undefined }) {
  const { membership } = useMe()
  const listed = history?.filter(h => h.move === 'list_project').at(-1)
  if (listed) return <Section><Rows><Row title={t('lists.project.listed')} note={listed.note} onTap={() => go('lists.trace', { type: 'entry', id: e.id })} /></Rows></Section>
  if (!history || !mayListAsProject(e, who(membership))) return null
  return (
    <Section title={t('lists.project')} note={t('lists.project.note')}>
      <Line>
        <Btn onTap={() => go('lists.propose', { kind: 'service_project', from: e.id })}>{t('lists.project.service')}</Btn>
        <Btn onTap={() => go('lists.propose', { kind: 'welfare_work', from: e.id })}>{t('lists.project.work')}</Btn>
      </Line>
    </Section>
  )
}
