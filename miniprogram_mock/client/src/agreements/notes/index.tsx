/** Supervision notes on one duty: each with its thread; answered by the debtor, closed by who put it. */
import { useState } from 'react'
import { ask } from '@/core/dialogs'
import { dateTime, lastDay } from '@/core/format'
import { useLoad, usePages, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { useParams } from '@/core/nav'
import { productNow } from '@/core/now'
import type { DutyNote, Photo } from '@/core/types'
import { closeNote, notesOf, putNote, sayInNote } from '@/services/duties'
import { Area, Box, Btn, Card, Chip, Empty, Line, LoadedView, PagedList, PhotoPicker, Photos, Screen, Section, Sheet, Stack, Txt } from '@/ui'
import { noteTone } from '../duty-parts/rules'
import '../duty-parts/index.scss'

export default function NotesPage() {
  const { id = '' } = useParams<'id'>()
  const load = useLoad(() => notesOf(id), [id], { keep: 'notes:' + id })
  const [putting, setPutting] = useState(false), [older, setOlder] = useState<string>()
  const put = useWrite((text: string, photos: string[]) => putNote(id, text, photos), { done: t('duty.notes.put.done'), then: () => { setPutting(false); load.reload() } })
  return (
    <Screen title={t('duty.notes.title')} action={load.data?.may_put ? <Btn kind='main' wide onTap={() => setPutting(true)}>{t('duty.notes.put')}</Btn> : undefined}>
      <LoadedView of={load} shape='card'>{x => (
        <>
          <Txt as='h2' size={3} bold>{x.duty.text}</Txt>
          <Txt as='p' tone='ink2'>{t('duty.notes.on', { name: x.duty.giver })}</Txt>
          {x.items.length ? x.items.map(n => <Thread key={n.id} of={n} onDone={load.reload} />) : <Empty text={t('duty.notes.none')} />}
          {x.next_cursor ? older === x.next_cursor ? <Older id={id} from={older} onDone={load.reload} /> : <Box className='more'><Btn kind='quiet' onTap={() => setOlder(x.next_cursor ?? undefined)}>{t('duty.notes.older')}</Btn></Box> : null}
        </>
      )}</LoadedView>
      {putting ? <Words title={t('duty.notes.put')} help={t('duty.notes.put.help')} send={t('duty.notes.put.send')} busy={put.busy} wrong={put.fields.text} onSend={put.run} onClose={() => setPutting(false)} /> : null}
    </Screen>
  )
}

/** What was said before the first page. */
function Older({ id, from, onDone }: { id: string; from: string; onDone(): void }) {
  const list = usePages(cursor => notesOf(id, cursor ?? from), [id, from])
  return <PagedList ruled={false} of={list} empty={{ text: t('duty.notes.none') }} row={n => <Thread key={n.id} of={n} onDone={() => { list.reload(); onDone() }} />} />
}

function Thread({ of: n, onDone }: { of: DutyNote; onDone(): void }) {
  const [saying, setSaying] = useState(false), answers = n.acts.includes('answer')
  const say = useWrite((text: string, photos: string[]) => sayInNote(n.id, text, photos), { done: t(answers ? 'duty.notes.answer.done' : 'duty.notes.say.done'), then: () => { setSaying(false); onDone() } })
  const end = useWrite(() => closeNote(n.id), { done: t('duty.notes.close.done'), then: onDone })
  const close = async () => { if (await ask({ title: t('duty.notes.close.ask'), text: t('duty.notes.close.text'), yes: t('duty.notes.close') })) await end.run() }
  const name = t(answers ? 'duty.notes.answer' : 'duty.notes.say')
  return (
    <Section title={<Chip tone={noteTone(n.state)}>{n.state_name}</Chip>} aside={n.answer_by ? <Txt size={2} num tone={n.state === 'escalated' ? 'seal' : 'ink2'}>{t('duty.notes.until', { day: lastDay(n.answer_by, productNow()) })}</Txt> : undefined}>
      <Stack gap={3}>
        {n.words.map((w, i) => (
          <Card key={i} className={w.is_answer ? 'a-word right' : 'a-word left'}><Stack gap={2}>
            <Txt as='p' size={2} bold>{[w.side, w.by === w.side ? '' : w.by, w.is_answer ? t('duty.notes.replied') : ''].filter(Boolean).join(' · ')}</Txt>
            <Txt as='p'>{w.text}</Txt>
            {w.photos.length ? <Photos items={w.photos} /> : null}
            <Txt as='p' size={1} tone='ink2' num>{dateTime(w.at)}</Txt>
          </Stack></Card>
        ))}
        {n.acts.length ? <Line>
          {answers || n.acts.includes('say') ? <Btn kind={answers ? 'main' : 'plain'} onTap={() => setSaying(true)}>{name}</Btn> : null}
          {n.acts.includes('close') ? <Btn busy={end.busy} onTap={close}>{t('duty.notes.close')}</Btn> : null}
        </Line> : null}
      </Stack>
      {saying ? <Words title={name} help={answers ? t('duty.notes.answer.help') : undefined} send={t('duty.notes.send')} busy={say.busy} wrong={say.fields.text} onSend={say.run} onClose={() => setSaying(false)} /> : null}
    </Section>
  )
}

function Words({ title, help, send, busy, wrong, onSend, onClose }: { title: string; help?: string; send: string; busy: boolean; wrong?: string; onSend(text: string, photos: string[]): void; onClose(): void }) {
  const [text, setText] = useState(''), [photos, setPhotos] = useState<readonly Photo[]>([]), [sending, setSending] = useState(false), [tried, setTried] = useState(false)
  const tap = () => { setTried(true); if (text.trim()) onSend(text.trim(), photos.map(p => p.id)) }
  return (
    <Sheet open title={title} closeLabel={t('ui.close')} onClose={onClose} foot={<Btn kind='main' wide disabled={sending} busy={busy} onTap={tap}>{send}</Btn>}>
      <Box className='a-sheet'><Stack gap={4}>
        <Area required label={t('duty.notes.text')} help={help} value={text} max={500} error={tried && !text.trim() ? t('duty.why.need') : wrong} onChange={setText} />
        <PhotoPicker value={photos} onChange={setPhotos} onBusy={setSending} />
      </Stack></Box>
    </Sheet>
  )
}
