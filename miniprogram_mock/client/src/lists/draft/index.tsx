/** A draft: what it changes and holds, what people say against it, and for the desk the way to the seal. */
import { useState } from 'react'
import { ask } from '@/core/dialogs'
import { dateTime, lastDay, plainDay } from '@/core/format'
import { useLoad, usePages, useWrite, type Loaded } from '@/core/hooks'
import { t } from '@/core/i18n'
import { useParams } from '@/core/nav'
import { useMe } from '@/core/store'
import type { DraftMove, EditionDraft, Objection } from '@/core/types'
import { answerObjection, draft, draftEntries, moveDraft, objectTo } from '@/services/editions'
import { suggestDraftTopic } from '@/services/topics'
import { Area, Btn, Card, Line, LoadedView, Screen, Section, Sheet, Stack, Txt } from '@/ui'
import { ChangeList, EntryRows } from '../parts/Editions'
import { Suggest } from '../parts/EntryAround'
import '../parts/index.scss'

export default function DraftPage() {
  const { id = '' } = useParams<'id'>()
  const { verified } = useMe()
  const one = useLoad(() => draft(id), [id])
  const entries = usePages(cursor => draftEntries(id, cursor), [id])
  const d = one.data, mayObject = verified && d?.state === 'on_notice'
  return (
    <Screen title={d ? `${t(`lists.kind.${d.kind}`)} ${d.state_name}` : t('editions.draft')} action={d?.moves.length ? <Moves draft={d} of={one} /> : mayObject ? <ObjectButton id={id} kind='main' onDone={one.reload} /> : undefined}>
      <LoadedView of={one} shape='detail'>{x => (
        <Stack gap={4}>
          <Stack gap={1}>
            <Txt as='p' tone='ink2'>{t('editions.draft.about', { name: x.kind_name, n: x.entries_count, until: plainDay(x.until) })}</Txt>
            {x.state === 'on_notice' && x.notice_until ? <Txt as='p' bold tone='seal'>{t('editions.draft.until', { day: lastDay(x.notice_until) })}</Txt> : null}
            {x.changed_since ? <Txt as='p' size={2} tone='ink2'>{t('editions.draft.since', { n: x.changed_since })}</Txt> : null}
          </Stack>
          {x.state !== 'draft' ? <Objections of={one} draft={x} aside={mayObject && x.moves.length ? <ObjectButton id={id} kind='plain' onDone={one.reload} /> : undefined} /> : null}
          {mayObject ? <Suggest send={text => suggestDraftTopic(x.id, text)} /> : null}
          <ChangeList changes={x.changes} first={x.compared_with == null} />
          <EntryRows of={entries} />
        </Stack>
      )}</LoadedView>
    </Screen>
  )
}

/** Sealing is the last word, so it is asked once more. */
function Moves({ draft: d, of }: { draft: EditionDraft; of: Loaded<EditionDraft> }) {
  const write = useWrite((move: DraftMove) => moveDraft(d.id, move), { done: r => t('editions.moved', { state: r.state_name }), then: of.set })
  async function tap(move: DraftMove) {
    if (move === 'publish' && !await ask({ title: t('editions.publish.ask'), yes: t('editions.publish.yes'), no: t('editions.publish.no') })) return
    write.run(move)
  }
  const main = d.moves.find(m => m.move !== 'withdraw')
  return <Line>{d.moves.map(m => <Btn key={m.move} kind={m === main ? 'main' : m.move === 'withdraw' ? 'danger' : 'plain'} busy={write.busy} onTap={() => tap(m.move)}>{m.name}</Btn>)}</Line>
}

function Said({ open, title, label, help, send, busy, onSend, onClose }: { open: boolean; title: string; label: string; help: string; send: string; busy: boolean; onSend(text: string): void; onClose(): void }) {
  const [text, setText] = useState(''), [bad, setBad] = useState(false)
  const go = () => (Array.from(text.trim()).length < 4 ? setBad(true) : onSend(text.trim()))
  return (
    <Sheet open={open} title={title} closeLabel={t('ui.close')} onClose={onClose} foot={<Btn kind='main' wide busy={busy} onTap={go}>{send}</Btn>}>
      <Area required label={label} help={help} max={500} value={text} onChange={setText} error={bad ? t('editions.object.bad') : undefined} />
    </Sheet>
  )
}

function ObjectButton({ id, kind, onDone }: { id: string; kind: 'main' | 'plain'; onDone(): void }) {
  const [open, setOpen] = useState(false)
  const write = useWrite((text: string) => objectTo(id, text), { done: t('editions.object.sent'), then: () => { setOpen(false); onDone() } })
  return (
    <>
      <Btn kind={kind} wide={kind === 'main'} onTap={() => setOpen(true)}>{t('editions.object')}</Btn>
      {open ? <Said open title={t('editions.object')} label={t('editions.object.text')} help={t('editions.object.help')} send={t('editions.object.send')} busy={write.busy} onSend={text => write.run(text)} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

function Objections({ draft: d, of, aside }: { draft: EditionDraft; of: Loaded<EditionDraft>; aside?: React.ReactNode }) {
  return (
    <Section title={t('editions.objections')} aside={aside}>
      {d.objections.length ? <Stack gap={2}>{d.objections.map(o => <OneObjection key={o.id} objection={o} onDone={of.reload} />)}</Stack> : <Txt as='p' tone='ink2'>{t('editions.objections.none')}</Txt>}
    </Section>
  )
}

function OneObjection({ objection: o, onDone }: { objection: Objection; onDone(): void }) {
  const [open, setOpen] = useState(false)
  const write = useWrite((text: string) => answerObjection(o.id, text), { done: t('editions.answer.sent'), then: () => { setOpen(false); onDone() } })
  return (
    <Card>
      <Stack gap={1}>
        <Txt size={1} tone='ink2' num>{t('editions.objections.by', { name: o.by_name, when: dateTime(o.at) })}</Txt>
        <Txt as='p'>{o.text}</Txt>
        {o.answer ? <Txt as='p' tone='ok'>{t('editions.answer')}：{o.answer}</Txt> : <Txt size={2} tone='warn'>{t('editions.waiting')}</Txt>}
        {o.may_answer ? <Btn onTap={() => setOpen(true)}>{t('editions.answer')}</Btn> : null}
      </Stack>
      {open ? <Said open title={t('editions.answer')} label={t('editions.answer.text')} help={t('editions.answer.help')} send={t('editions.answer.send')} busy={write.busy} onSend={text => write.run(text)} onClose={() => setOpen(false)} /> : null}
    </Card>
  )
}
