/** Paper votes: who got a paper, what two of the desk read of them, each for themselves, and where they differ. */
import { useState } from 'react'
import { type Loaded, useLoad, usePages, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { useParams } from '@/core/nav'
import type { Id, Motion, PaperCounts, Papers, Vote } from '@/core/types'
import { enterReading, givePaper, motion as loadMotion, papers as loadPapers, roll } from '@/services/meetings'
import { Box, Btn, Field, FindField, LoadedView, PagedList, Picker, Row, Rows, Screen, Section, Sheet, Stack, Txt } from '@/ui'
import { dateTime } from '@/core/format'
import { countsOf, papersNext } from '../parts/rules'
import { SeatRow } from '../parts/RollSheet'
import '../parts/index.scss'

const KINDS = ['yes', 'no', 'abstain', 'invalid'] as const
const NONE: Record<keyof PaperCounts, string> = { yes: '', no: '', abstain: '', invalid: '' }

export default function PapersPage() {
  const { id = '' } = useParams<'id'>()
  const motion = useLoad(() => loadMotion(id), [id]), of = useLoad(() => loadPapers(id), [id])
  return (
    <Screen title={t('meetings.papers')}>
      <LoadedView of={motion} shape='detail'>{m => <LoadedView of={of} shape='rows'>{p => <Whole motion={m} papers={p} of={of} />}</LoadedView>}</LoadedView>
    </Screen>
  )
}

function Whole({ motion: m, papers: p, of }: { motion: Motion; papers: Papers; of: Loaded<Papers> }) {
  const [giving, setGiving] = useState(false)
  return (
    <>
      <Stack gap={3}><Txt as='h2' size={4} bold>{m.text}</Txt><Box className={p.differences.length ? 'k-me now' : 'k-me'}><Txt as='p' bold>{papersNext(p)}</Txt></Box></Stack>
      {p.differences.length ? <Section title={t('meetings.papers.where')}><Rows>{p.differences.map(d => <Row key={d.seat_id ?? d.name} title={d.name} value={t('meetings.papers.both', { first: d.first, second: d.second })} />)}</Rows></Section> : null}
      {p.may_read && p.given.length ? <Reading key={p.readings.length} motion={m} papers={p} of={of} /> : null}
      {p.readings.length ? <Section title={t('meetings.papers.readings')}><Rows>{p.readings.map((r, i) => <Row key={i} title={r.by.name} note={dateTime(r.at)} value={t('meetings.papers.round', { n: r.round })} />)}</Rows></Section> : null}
      <Section title={t('meetings.papers.given', { n: p.given.length })} aside={m.state === 'open' ? <Btn kind='quiet' onTap={() => setGiving(true)}>{t('meetings.papers.give')}</Btn> : undefined}>
        {p.given.length ? <Rows>{p.given.map(s => <Row key={s.id} title={s.name} />)}</Rows> : null}
      </Section>
      {giving ? <GiveSheet motion={m} given={p.given.map(s => s.id)} onChange={of.set} onClose={() => setGiving(false)} /> : null}
    </>
  )
}

/** Of a secret vote how many say what; of an open one what each paper says. */
function Reading({ motion: m, papers: p, of }: { motion: Motion; papers: Papers; of: Loaded<Papers> }) {
  const [typed, setTyped] = useState(NONE), [read, setRead] = useState<Record<Id, Vote | 'invalid'>>({}), [tried, setTried] = useState(false)
  const write = useWrite((body: Parameters<typeof enterReading>[1]) => enterReading(m.id, body), { done: t('meetings.papers.entered'), then: of.set })
  const secret = m.secrecy === 'secret', counts = countsOf(typed, p.given.length), whole = secret ? !!counts : p.given.every(s => read[s.id])
  const send = () => { setTried(true); if (whole) write.run(secret ? { counts } : { votes: p.given.map(s => ({ seat_id: s.id, choice: read[s.id] })) }) }
  return (
    <Section title={t('meetings.papers.mine')} note={t('meetings.papers.alone')}>
      {secret ? KINDS.map(k => <Field key={k} required type='number' label={t(`meetings.choice.${k}`)} value={typed[k]} suffix={t('meetings.papers.piece')} onChange={v => setTyped(s => ({ ...s, [k]: v }))} />)
        : p.given.map(s => <Picker key={s.id} required label={s.name} value={read[s.id] ?? ''} options={KINDS.map(value => ({ value, text: t(`meetings.choice.${value}`) }))} onChange={v => setRead(r => ({ ...r, [s.id]: v }))} />)}
      {tried && !whole ? <Box role='alert'><Txt as='p' tone='danger'>{t(secret ? 'meetings.papers.sum' : 'meetings.papers.each', { n: p.given.length })}</Txt></Box> : null}
      <Btn kind='main' wide busy={write.busy} onTap={send}>{t('meetings.papers.send')}</Btn>
    </Section>
  )
}

function GiveSheet({ motion: m, given, onChange, onClose }: { motion: Motion; given: readonly Id[]; onChange(p: Papers): void; onClose(): void }) {
  const [find, setFind] = useState('')
  const list = usePages(cursor => roll(m.meeting_id, find, cursor), [m.meeting_id, find])
  const write = useWrite((seat: Id) => givePaper(m.id, seat), { done: t('meetings.papers.gave'), then: onChange })
  return (
    <Sheet open title={t('meetings.papers.give')} closeLabel={t('ui.close')} onClose={onClose}>
      <Stack gap={3}>
        <Txt as='p'>{t('meetings.papers.give.how')}</Txt>
        <FindField onFind={setFind} />
        <PagedList of={list} label={t('meetings.roll')} empty={{ text: t('meetings.roll.none') }} row={s => <SeatRow key={s.id} seat={s} onTap={s.present && !given.includes(s.id) ? () => write.run(s.id) : undefined} />} />
      </Stack>
    </Sheet>
  )
}
