/** Entries that may say it already: one tap says so, and nothing need be written. */
import { useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import type { Entry } from '@/core/types'
import { support } from '@/services/lists'
import { Btn, Card, Line, Row, Rows, Stack, Txt } from '@/ui'
import { supportNote, supportText } from '../parts/rules'

export function Alike({ entries, onSupported }: { entries: readonly Entry[]; onSupported(e: Entry): void }) {
  if (!entries.length) return null
  return (
    <Card className='l-again'>
      <Stack gap={2}>
        <Txt as='h2' size={3} bold>{t('lists.asked')}</Txt>
        <Txt as='p' size={2} tone='ink2'>{t('lists.asked.note')}</Txt>
        {entries.map(e => <One key={e.id} entry={e} onSupported={onSupported} />)}
      </Stack>
    </Card>
  )
}

function One({ entry: e, onSupported }: { entry: Entry; onSupported(e: Entry): void }) {
  const write = useWrite(() => support(e.id, true), { done: t('lists.support.done'), then: onSupported })
  return (
    <Stack gap={1}>
      <Rows><Row title={e.title} note={[e.place, e.state_name, supportNote(e)].filter(Boolean).join(' · ')} onTap={() => go('lists.entry', { id: e.id })} /></Rows>
      {e.support?.is_open && !e.support.is_mine ? <Line><Btn busy={write.busy} label={`${supportText(e)}：${e.title}`} onTap={() => write.run()}>{supportText(e)}</Btn></Line> : null}
    </Stack>
  )
}
