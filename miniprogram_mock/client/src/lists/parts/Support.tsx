/** How many it concerns too; one tap says so, another takes it back. Nobody is named. */
import { useWrite, type Loaded } from '@/core/hooks'
import { t } from '@/core/i18n'
import type { Entry } from '@/core/types'
import { support } from '@/services/lists'
import { Btn, Line, Section, Txt } from '@/ui'
import { supportNote, supportText } from './rules'

export function Support({ entry, of }: { entry: Entry; of: Loaded<Entry> }) {
  const write = useWrite((supports: boolean) => support(entry.id, supports), { done: e => t(e.support?.is_mine ? 'lists.support.done' : 'lists.support.undone'), then: e => of.set(e) })
  const s = entry.support
  if (!s || (!s.count && !s.is_open)) return null
  return (
    <Section>
      <Line between>
        <Txt tone='ink2'>{supportNote(entry) ?? t('lists.support.none')}</Txt>
        {s.is_mine ? <Btn kind='quiet' busy={write.busy} onTap={() => write.run(false)}>{t('lists.support.undo')}</Btn>
          : s.is_open ? <Btn busy={write.busy} onTap={() => write.run(true)}>{supportText(entry)}</Btn> : null}
      </Line>
    </Section>
  )
}
