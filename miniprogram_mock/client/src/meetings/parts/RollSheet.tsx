/** Who signed the paper list: a seat of the roll found by its whole name, or the name of somebody who is not on a phone. */
import { useState } from 'react'
import { usePages, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import type { Meeting, RollSeat } from '@/core/types'
import { noteOnPaper, roll } from '@/services/meetings'
import { Btn, Chip, Field, FindField, PagedList, Row, Section, Sheet, Stack } from '@/ui'

export function RollSheet({ meeting: x, onChange, onClose }: { meeting: Meeting; onChange(x: Meeting): void; onClose(): void }) {
  const [find, setFind] = useState(''), [name, setName] = useState(''), [tried, setTried] = useState(false)
  const list = usePages(cursor => roll(x.id, find, cursor), [x.id, find])
  const write = useWrite((line: { seat_id?: string; name?: string }) => noteOnPaper(x.id, line), { done: t('meetings.roll.noted'), then: m => { onChange(m); list.reload(); setName(''); setTried(false) } })
  return (
    <Sheet open title={t('meetings.roll.note')} closeLabel={t('ui.close')} onClose={onClose}>
      <Stack gap={3}>
        <FindField onFind={setFind} />
        <PagedList of={list} label={t('meetings.roll')} empty={{ text: t('meetings.roll.none') }} row={s => <SeatRow key={s.id} seat={s} onTap={s.present ? undefined : () => write.run({ seat_id: s.id })} />} />
        {x.outside_seats ? <Section title={t('meetings.roll.outside')}>
          <Field label={t('meetings.roll.name')} help={t('meetings.roll.name.help')} value={name} max={60} error={tried && name.trim().length < 2 ? t('meetings.bad.text') : write.fields.name} onChange={setName} />
          <Btn wide busy={write.busy} onTap={() => { setTried(true); if (name.trim().length > 1) write.run({ name: name.trim() }) }}>{t('meetings.roll.add')}</Btn>
        </Section> : null}
      </Stack>
    </Sheet>
  )
}

export const SeatRow = ({ seat: s, onTap }: { seat: RollSeat; onTap?(): void }) => (
  <Row title={s.name} note={[s.group_name, s.came_name && s.came_name !== s.name ? t('meetings.roll.came', { name: s.came_name }) : undefined].filter(Boolean).join(' · ') || undefined} value={<Chip tone={s.present ? 'ok' : 'ink2'}>{s.way_name ?? t('meetings.roll.not')}</Chip>} onTap={onTap} />
)
