/** The log: progress in people's words with photos, and what happened; the sheet in which one writes. */
import { useState } from 'react'
import { dateTime } from '@/core/format'
import { useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import type { Photo, TeamLine, WholeTeam } from '@/core/types'
import { addProgress } from '@/services/teams'
import { Area, Box, Btn, PagedList, PhotoPicker, Photos, Section, Sheet, Stack, Txt } from '@/ui'
import type { TeamControl } from './useTeam'

export function Log({ team: x, of, aside, titled }: { team: WholeTeam; of: TeamControl; /** the foot has no button for it */ aside?: boolean; /** no tab says its name */ titled?: boolean }) {
  const [writing, setWriting] = useState(false)
  return (
    <Section title={titled || (aside && x.may_work) ? t('teams.log') : undefined} aside={aside && x.may_work ? <Btn kind='quiet' onTap={() => setWriting(true)}>{t('teams.progress')}</Btn> : undefined}>
      <PagedList of={of.log} label={t('teams.log')} ruled={false} empty={{ text: t('teams.log.none') }} row={line => <One key={line.id} line={line} />} />
      {writing ? <ProgressSheet team={x} of={of} onClose={() => setWriting(false)} /> : null}
    </Section>
  )
}

const headOf = (line: TeamLine) => (line.about_name ? t('teams.log.about', { kind: line.kind_name, name: line.about_name }) : line.kind_name)

function One({ line }: { line: TeamLine }) {
  return (
    <Box className='t-line'><Stack gap={1}>
      {line.kind === 'progress' ? null : <Txt as='p' bold>{headOf(line)}</Txt>}
      {line.task ? <Txt as='p' size={2} tone='ink2'>{t('teams.log.task', { title: line.task.name })}</Txt> : null}
      {line.text ? <Txt as='p'>{line.text}</Txt> : null}
      {line.photos.length ? <Photos items={line.photos} /> : null}
      <Txt as='p' size={1} tone='ink2' num>{`${line.by_name ?? t('teams.log.nobody')} · ${dateTime(line.at)}`}</Txt>
    </Stack></Box>
  )
}

export function ProgressSheet({ team: x, of, onClose }: { team: WholeTeam; of: TeamControl; onClose(): void }) {
  const [text, setText] = useState(''), [photos, setPhotos] = useState<readonly Photo[]>([]), [sending, setSending] = useState(false), [tried, setTried] = useState(false)
  const write = useWrite(() => addProgress(x.id, { text: text.trim(), photos: photos.map(p => p.id) }), { done: t('teams.progress.done'), then: () => { of.refresh(); onClose() } })
  const send = () => { setTried(true); if (text.trim()) write.run() }
  return (
    <Sheet open title={t('teams.progress')} closeLabel={t('ui.close')} onClose={onClose} foot={<Btn kind='main' wide disabled={sending} busy={write.busy} onTap={send}>{t('teams.progress.send')}</Btn>}>
      <Area required label={t('teams.progress.text')} help={t('teams.progress.help')} value={text} max={1000} error={tried && !text.trim() ? t('teams.progress.bad') : write.fields.text} onChange={setText} />
      <PhotoPicker value={photos} error={write.fields.photos} onChange={change => setPhotos(change)} onBusy={setSending} />
    </Sheet>
  )
}
