/** The desk opens a topic, of its own, on an entry, or on what somebody said on another topic. */
import { useState } from 'react'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { replace, useParams } from '@/core/nav'
import type { MeetingKind } from '@/core/types'
import { categories } from '@/services/lists'
import { openTopic } from '@/services/topics'
import { Area, Btn, Choice, DateField, Field, Picker, Screen, Stack } from '@/ui'
import { MEETINGS } from '../parts/topics'

export default function TopicNewPage() {
  const { entry_id, statement_id, said = '' } = useParams<'entry_id' | 'statement_id' | 'said'>()
  const kinds = useLoad(categories, [], { keep: 'categories' })
  const [title, setTitle] = useState(''), [text, setText] = useState(said), [category, setCategory] = useState(''), [meeting, setMeeting] = useState<MeetingKind>('council'), [day, setDay] = useState(''), [tried, setTried] = useState(false)
  const write = useWrite(openTopic, { done: t('topics.f.sent'), then: x => replace('lists.topic', { id: x.id }) })
  const bad = { title: title.trim().length < 2, text: text.trim().length < 2, category: !category }
  function send() {
    setTried(true)
    if (bad.title || bad.text || bad.category) return
    write.run({ title: title.trim(), text: text.trim(), category, meeting_kind: meeting, ends_on: day || undefined, source_entry_id: entry_id || undefined, source_statement_id: statement_id || undefined })
  }
  return (
    <Screen title={t('topics.new')} action={<Btn kind='main' wide busy={write.busy} onTap={send}>{t('topics.f.send')}</Btn>}>
      <Stack gap={4}>
        <Field required label={t('topics.f.title')} help={t('topics.f.title.help')} value={title} max={60} error={tried && bad.title ? t('topics.bad.title') : write.fields.title} onChange={setTitle} />
        <Area required label={t('topics.f.text')} help={t('topics.f.text.help')} value={text} max={2000} error={tried && bad.text ? t('topics.bad.text') : write.fields.text} onChange={setText} />
        <Picker required label={t('topics.f.category')} value={category} options={(kinds.data ?? []).filter(c => !c.parent).map(c => ({ value: c.code, text: c.name }))} error={tried && bad.category ? t('topics.bad.choose') : write.fields.category} onChange={setCategory} />
        <Choice<MeetingKind> required label={t('topics.f.meeting')} value={meeting} options={MEETINGS.map(value => ({ value, text: t(`topics.meeting.${value}`) }))} error={write.fields.meeting_kind} onChange={setMeeting} />
        <DateField label={t('topics.f.ends')} help={t('topics.f.ends.help')} value={day} error={write.fields.ends_on} onChange={setDay} />
      </Stack>
    </Screen>
  )
}
