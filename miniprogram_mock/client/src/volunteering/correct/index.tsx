/** What an entered record should say: the volunteer asks for it, staff or a supervisor file it and answer who asked. */
import { useState } from 'react'
import { exactHours, span } from '@/core/format'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { back, useParams } from '@/core/nav'
import type { CorrectionIn, CorrectionRequest, Corrections, Photo, ServiceRecord } from '@/core/types'
import { Reason } from '@/desk/parts/Reason'
import { askCorrection, corrections, declineRequest, fileCorrection } from '@/services/corrections'
import { record as loadRecord } from '@/services/volunteering'
import { Area, Box, Btn, Card, Field, LoadedView, PhotoPicker, Photos, Row, Rows, Screen, Stack, Txt } from '@/ui'
import { minutesFault, minutesOf, needsPhotos } from '../parts/correcting'
import '../parts/index.scss'

export default function CorrectPage() {
  const { id = '' } = useParams<'id'>()
  const load = useLoad(() => Promise.all([loadRecord(id), corrections(id)]).then(([r, c]) => ({ r, c })), [id])
  const found = load.data
  if (found && (found.c.may_ask || found.c.may_file)) return <Form record={found.r} of={found.c} />
  return <Screen title={t('correct.title')}><LoadedView of={load} shape='card'>{() => <Txt as='p'>{t('correct.no')}</Txt>}</LoadedView></Screen>
}

function Form({ record: r, of: c }: { record: ServiceRecord; of: Corrections }) {
  const filing = c.may_file, asked = filing ? c.requests.find(q => q.state === 'waiting') : undefined, before = r.minutes ?? 0
  const [text, setText] = useState(asked ? String(asked.minutes) : ''), [reason, setReason] = useState(''), [photos, setPhotos] = useState<readonly Photo[]>([])
  const [sending, setSending] = useState(false), [tried, setTried] = useState(false)
  const write = useWrite(async (body: CorrectionIn) => { await (filing ? fileCorrection(r.id, body) : askCorrection(r.id, body)); return true }, { done: t(filing ? 'correct.file.done' : 'correct.ask.done'), then: () => back() })
  const fault = minutesFault(text, before, c.minutes_max), n = minutesOf(text, c.minutes_max), lacks = needsPhotos(text, before, c.minutes_max, filing) && !photos.length && !asked?.photos.length
  function send() {
    setTried(true)
    if (!fault && n !== undefined && reason.trim().length >= 2 && !lacks && !sending) write.run({ minutes: n, reason: reason.trim(), photos: photos.map(p => p.id) })
  }
  const bad = fault === 'same' ? t('correct.bad.same') : fault ? t('correct.bad.minutes', { max: c.minutes_max }) : undefined
  return (
    <Screen title={t(filing ? 'correct.file' : 'correct.ask')} action={<Btn kind='main' wide busy={write.busy} onTap={send}>{t(filing ? 'correct.file.send' : 'correct.ask.send')}</Btn>}>
      <Rows><Row title={r.shift.title} note={<>{`${r.number} · ${r.member.name} · ${span(r.shift.starts_at, r.shift.ends_at)}`}<Txt className='block'>{t('correct.now', { time: exactHours(before), n: before })}</Txt></>} /></Rows>
      {asked ? <Asked request={asked} /> : null}
      <Box className='v-field'>
        <Field required type='number' label={t('correct.minutes')} help={t('correct.minutes.help', { max: c.minutes_max })} value={text} suffix={t('correct.minutes.unit')} error={(tried ? bad : undefined) ?? write.fields.minutes} onChange={setText} />
        {!fault && n !== undefined ? <Txt as='p' bold num tone='record' className='v-becomes'>{t('correct.becomes', { from: exactHours(before), to: exactHours(n) })}</Txt> : null}
      </Box>
      <Area required label={t('correct.reason')} help={t(filing ? 'correct.reason.help.file' : 'correct.reason.help.ask')} value={reason} max={500} error={tried && reason.trim().length < 2 ? t('correct.bad.reason') : write.fields.reason} onChange={setReason} />
      {n !== undefined && n > before ? <Txt as='p' size={2} tone='ink2'>{t('correct.photos.more')}</Txt> : null}
      <PhotoPicker value={photos} error={tried && lacks ? t('correct.bad.photos') : write.fields.photos} onChange={setPhotos} onBusy={setSending} />
      <Txt as='p' size={2} tone='ink2'>{t(filing ? 'correct.file.about' : 'correct.ask.about')}</Txt>
    </Screen>
  )
}

/** What the member asks for, in their words; staff take it up by the form below, or answer why not. */
function Asked({ request: q }: { request: CorrectionRequest }) {
  const [declining, setDeclining] = useState(false)
  const write = useWrite((note: string) => declineRequest(q.id, note), { done: t('correct.declined'), then: () => back() })
  return (
    <Card className='v-gap'>
      <Stack gap={2}>
        <Txt as='h2' size={3} bold>{t('correct.asked', { name: q.member.name, time: exactHours(q.minutes) })}</Txt>
        <Txt as='p'>{q.reason}</Txt>
        {q.photos.length ? <Photos items={q.photos} /> : null}
        <Box><Btn kind='danger' onTap={() => setDeclining(true)}>{t('correct.decline')}</Btn></Box>
      </Stack>
      {declining ? <Reason title={t('correct.decline')} label={t('correct.decline.why')} need={t('correct.decline.need')} busy={write.busy} onSend={note => { write.run(note) }} onClose={() => setDeclining(false)} /> : null}
    </Card>
  )
}
