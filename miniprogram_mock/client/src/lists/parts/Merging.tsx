/** What else says the same: for the desk to merge, and for everybody the words that were merged into this one. */
import { day } from '@/core/format'
import { ask } from '@/core/dialogs'
import { useLoad, useWrite, type Loaded } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { useMe } from '@/core/store'
import type { Entry, Sentence, Similar } from '@/core/types'
import { merge, sentences, similar, undoMerge } from '@/services/lists'
import { Btn, Line, ReasonChip, Row, Rows, Section, Stack, Txt } from '@/ui'
import { MERGES, TAKES_IN } from './rules'

export function Merging({ entry, of }: { entry: Entry; of: Loaded<Entry> }) {
  const { isStaff, verified } = useMe()
  const isMerging = verified && MERGES.includes(entry.kind)
  const said = useLoad(() => sentences(entry.id), [entry.id, entry.version], { skip: !isMerging })
  const alike = useLoad(() => similar(entry.id), [entry.id, entry.version], { skip: !isMerging || !isStaff || !TAKES_IN.includes(entry.state) })
  return (
    <>
      {said.data?.length ? <Section title={t('lists.said')} note={t('lists.said.note', { n: said.data.length })}><Rows>{said.data.map(s => <Said key={s.merge_id} said={s} mayUndo={isStaff} onDone={() => { said.reload(); of.reload() }} />)}</Rows></Section> : null}
      {alike.data?.length ? <Section title={t('lists.alike')} note={t('lists.alike.note')}><Stack gap={3}>{alike.data.map(a => <Alike key={a.entry.id} into={entry} other={a} onDone={e => of.set(e)} />)}</Stack></Section> : null}
    </>
  )
}

function Said({ said, mayUndo, onDone }: { said: Sentence; mayUndo: boolean; onDone(): void }) {
  const undo = useWrite(() => undoMerge(said.merge_id), { done: t('lists.split.done'), then: onDone })
  async function start() { if (await ask({ title: t('lists.split.ask'), text: t('lists.split.ask.text', { title: said.title }), yes: t('lists.split') })) await undo.run() }
  return (
    <Stack gap={1}>
      <Row title={said.text} note={`${said.by} · ${day(said.created_at)} · ${said.number}`} />
      {mayUndo ? <Line><Btn kind='quiet' busy={undo.busy} onTap={start}>{t('lists.split')}</Btn></Line> : null}
    </Stack>
  )
}

function Alike({ into, other: { entry, reasons }, onDone }: { into: Entry; other: Similar; onDone(e: Entry): void }) {
  const write = useWrite(() => merge(into.id, entry.id), { done: t('lists.merge.done'), then: onDone })
  async function start() { if (await ask({ title: t('lists.merge.ask', { number: into.number }), text: t('lists.merge.ask.text', { title: entry.title }), yes: t('lists.merge') })) await write.run() }
  return (
    <Stack gap={2}>
      <Rows><Row title={entry.title} note={`${entry.number} · ${entry.state_name} · ${entry.proposer.name}`} onTap={() => go('lists.entry', { id: entry.id })} /></Rows>
      <Line>{reasons.map(r => <ReasonChip key={r} reason={r} />)}</Line>
      <Line><Btn busy={write.busy} onTap={start}>{t('lists.merge')}</Btn></Line>
      {write.error ? <Txt as='p' tone='danger'>{write.error.message}</Txt> : null}
    </Stack>
  )
}
