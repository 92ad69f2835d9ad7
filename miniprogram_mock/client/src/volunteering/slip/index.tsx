/** Witness a record with the slip that whoever was served has signed. */
import { useState } from 'react'
import { hours, span } from '@/core/format'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go, replace, useParams } from '@/core/nav'
import type { Photo, ServiceRecord } from '@/core/types'
import { addSlip } from '@/services/paper'
import { record as loadRecord } from '@/services/volunteering'
import { Area, Btn, Empty, LoadedView, PhotoPicker, Screen, Stack, Txt } from '@/ui'
import '../parts/index.scss'

export default function SlipPage() {
  const { id = '' } = useParams<'id'>()
  const load = useLoad(() => loadRecord(id), [id], { keep: 'record:' + id })
  if (load.data?.may_add_slip) return <SlipForm record={load.data} />
  return (
    <Screen title={t('paper.slip')}>
      <LoadedView of={load} shape='detail'>{r => <Empty text={t('paper.slip.none')} action={{ text: t('volunteering.look'), onTap: () => go('volunteering.record', { id: r.id }) }} />}</LoadedView>
    </Screen>
  )
}

function SlipForm({ record: r }: { record: ServiceRecord }) {
  const [photos, setPhotos] = useState<readonly Photo[]>([]), [note, setNote] = useState(''), [tried, setTried] = useState(false), [sending, setSending] = useState(false)
  const write = useWrite(() => addSlip(r.id, photos.map(p => p.id), note.trim() || undefined), { done: t('paper.slip.done'), then: x => replace('volunteering.record', { id: x.id }) })
  const send = () => { setTried(true); if (photos.length) write.run() }
  return (
    <Screen title={t('paper.slip')} action={<Btn kind='main' wide busy={write.busy || sending} onTap={send}>{t('paper.slip.send')}</Btn>}>
      <Stack gap={4}>
        <Stack gap={1}>
          <Txt as='h2' size={4} bold>{r.minutes == null ? r.member.name : `${r.member.name} · ${hours(r.minutes)}`}</Txt>
          <Txt as='p' tone='ink2'>{`${r.shift.title} · ${span(r.shift.starts_at, r.shift.ends_at)}`}</Txt>
        </Stack>
        <Txt as='p'>{t('paper.slip.lead')}</Txt>
        <PhotoPicker required label={t('paper.slip.photo')} value={photos} error={write.fields.photos ?? (tried && !photos.length ? t('paper.slip.bad') : undefined)} onChange={setPhotos} onBusy={setSending} />
        <Area label={t('paper.slip.note')} help={t('paper.slip.note.help')} value={note} max={500} error={write.fields.note} onChange={setNote} />
      </Stack>
    </Screen>
  )
}
