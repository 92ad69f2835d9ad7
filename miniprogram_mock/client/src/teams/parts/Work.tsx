/** The activities that are the team's work and the hours entered of them; corrections show at once. */
import { useState } from 'react'
import { dateTime, hours } from '@/core/format'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import type { WholeTeam } from '@/core/types'
import { addShift } from '@/services/teams'
import { shifts } from '@/services/volunteering'
import { Box, Btn, Figure, LoadedView, Row, Rows, Section, Sheet, Stack, Txt } from '@/ui'
import type { TeamControl } from './useTeam'

export function Work({ team: x, of }: { team: WholeTeam; of: TeamControl }) {
  const [adding, setAdding] = useState(false)
  const { work } = x
  if (!work.shifts.length && !x.may_manage) return null
  const [value, unit = ''] = hours(work.minutes).split(' ')
  return (
    <Section title={t('teams.work')} aside={x.may_manage ? <Btn kind='quiet' onTap={() => setAdding(true)}>{t('teams.work.add')}</Btn> : undefined}>
      {work.shifts.length ? (
        <Stack gap={3}>
          <Figure value={value} unit={`${unit} · ${t('teams.work.people', { n: work.people })}`} label={t('teams.work.minutes')} tone='record' />
          {work.waiting ? <Txt as='p' size={2} tone='ink2' num>{t('teams.work.waiting', { n: work.waiting })}</Txt> : null}
          <Rows label={t('teams.work')}>{work.shifts.map(s => <Row key={s.id} title={s.title} note={`${dateTime(s.starts_at)} · ${s.place}`} value={s.is_cancelled ? t('teams.work.off') : undefined} onTap={() => go('volunteering.shift', { id: s.id })} />)}</Rows>
        </Stack>
      ) : <Txt as='p' tone='ink2'>{t('teams.work.none')}</Txt>}
      {adding ? <AddSheet team={x} of={of} onClose={() => setAdding(false)} /> : null}
    </Section>
  )
}

function AddSheet({ team: x, of, onClose }: { team: WholeTeam; of: TeamControl; onClose(): void }) {
  const load = useLoad(() => shifts({ entry_id: x.entry.id }).then(p => p.items.filter(s => !x.work.shifts.some(w => w.id === s.id))), [x.id])
  const write = useWrite((id: string) => addShift(x.id, id), { done: t('teams.work.added'), then: () => { of.refresh(); onClose() } })
  return (
    <Sheet open title={t('teams.work.choose')} closeLabel={t('ui.close')} onClose={onClose}>
      <LoadedView of={load} empty={{ when: items => !items.length, text: t('teams.work.empty') }}>{items => (
        <Rows label={t('teams.work.choose')}>{items.map(s => <Row key={s.id} title={s.title} note={`${dateTime(s.starts_at)} · ${s.place}`} onTap={() => write.run(s.id)} />)}</Rows>
      )}</LoadedView>
      {x.claim_id ? <Box className='t-gap'><Btn onTap={() => go('volunteering.openShift', { entry_id: x.entry.id, claim_id: x.claim_id ?? undefined })}>{t('teams.work.new')}</Btn></Box> : null}
    </Sheet>
  )
}
