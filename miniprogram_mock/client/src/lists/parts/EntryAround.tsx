/** What stands around an entry: its topic, bringing it before a meeting, where it came from and what became of it. */
import { useState } from 'react'
import { toast } from '@/core/dialogs'
import { useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { useMe } from '@/core/store'
import type { Entry, Topic } from '@/core/types'
import { suggestTopic } from '@/services/topics'
import { Area, Btn, Row, Rows, Section, Sheet, TraceRow } from '@/ui'
import { mayAskPerson, maySuggest, who } from './rules'

export function EntryAround({ entry: e }: { entry: Entry }) {
  const { membership, verified } = useMe()
  const topicId = e.kind === 'topic' ? String(e.details.topic_id) : undefined
  return (
    <>
      {topicId ? <Section><Rows><Row title={t('topics.look')} note={t('topics.look.note')} onTap={() => go('lists.topic', { id: topicId })} /></Rows></Section> : null}
      {maySuggest(e, who(membership)) ? <Suggest send={text => suggestTopic(e.id, text)} /> : null}
      {mayAskPerson(e, who(membership)) ? <Section><Rows><Row title={t('matching.person.need')} note={t('matching.person.need.note')} onTap={() => go('matching.mine', { view: 'asked', entry_id: e.id })} /></Rows></Section> : null}
      {verified ? <TraceRow type={topicId ? 'topic' : 'entry'} id={topicId ?? e.id} /> : null}
    </>
  )
}

/** Where it is talked about already, that topic opens instead of a refusal. */
export function Suggest({ send: suggest }: { send(text: string): Promise<Topic> }) {
  const [open, setOpen] = useState(false), [text, setText] = useState(''), [tried, setTried] = useState(false)
  const write = useWrite(() => suggest(text.trim()), { done: t('topics.suggest.sent'), then: topic => { setOpen(false); go('lists.topic', { id: topic.id }) } })
  const raised = write.error?.code === 'topic_already_raised' ? String(write.error.problem.topic_id ?? '') : ''
  const isBad = text.trim().length < 2
  const send = () => { setTried(true); if (!isBad) write.run() }
  function look() { setOpen(false); toast(t('topics.look')); go('lists.topic', { id: raised }) }
  return (
    <Section>
      <Rows><Row title={t('topics.suggest')} note={t('topics.suggest.note')} onTap={() => { write.clear(); setOpen(true) }} /></Rows>
      <Sheet open={open} title={t('topics.suggest')} closeLabel={t('ui.close')} onClose={() => setOpen(false)}
        foot={raised ? <Btn kind='main' wide onTap={look}>{t('topics.look')}</Btn> : <Btn kind='main' wide busy={write.busy} onTap={send}>{t('topics.suggest.send')}</Btn>}>
        <Area required label={t('topics.suggest.why')} help={t('topics.suggest.help')} value={text} max={500} error={write.fields.text ?? (tried && isBad ? t('topics.suggest.bad') : raised ? write.error?.message : undefined)} onChange={setText} />
      </Sheet>
    </Section>
  )
}
