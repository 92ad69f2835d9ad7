/** One topic whole: where it stands, who acts until when, what was decided. On its own page, or beside the list. */
import { day, plainDay } from '@/core/format'
import { useLoad, type Loaded } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { productNow } from '@/core/now'
import { useMe } from '@/core/store'
import type { Decision, Topic } from '@/core/types'
import { motionsOf } from '@/services/topics'
import { Box, Card, Chip, Facts, Line, Row, Rows, Seal, Section, Stack, Stops, TraceRow, Txt } from '@/ui'
import { TopicMoves } from './TopicMoves'
import { TopicOpinions } from './TopicOpinions'
import { daysLeft, isLate, stageTone, stopsOfTopic } from './topics'

export function TopicView({ topic: x, of, beside }: { topic: Topic; of: Loaded<Topic>; /** beside a list there is no foot: the next step stands here */ beside?: boolean }) {
  const { verified } = useMe()
  const clock = daysLeft(x)
  return (
    <>
      <Stack gap={3}>
        <Line><Chip tone={stageTone(x.stage)}>{x.stage_name}</Chip>{clock ? <Txt size={2} num tone={isLate(x) ? 'seal' : 'ink2'}>{clock}</Txt> : null}<Txt size={2} tone='ink2' num>{x.number}</Txt></Line>
        <Txt as='h2' size={4} bold>{x.title}</Txt>
        {x.text ? <Txt as='p' className='l-text'>{x.text}</Txt> : null}
        {x.stage === 'suggested' ? null : <TopicOpinions topic={x} of={of} />}
        <Card><Facts items={[
          x.next_actor ? [t('topics.next'), x.next_actor] : null, x.meeting_name ? [t('topics.meeting'), x.meeting_name] : null,
          [t('topics.category'), x.category_name], [t('topics.by'), x.opened_by.name],
        ]} /></Card>
      </Stack>
      {x.stage === 'suggested' ? null : <Votes topic={x} />}
      {x.decision ? <Decided decision={x.decision} /> : null}
      <Section title={t('topics.progress')}><Card><Stops stops={stopsOfTopic(x.stops, productNow()).map(s => (s.status === 'done' && s.note ? { ...s, note: <Txt tone='ink2'>{s.note}</Txt> } : s))} /></Card></Section>
      {x.source ? <Section title={t('topics.from')}><Rows><From source={x.source} /></Rows></Section> : null}
      <TopicMoves topic={x} of={of} rest={!beside} />
      {verified ? <TraceRow type='topic' id={x.id} /> : null}
    </>
  )
}

/** What meetings put to the vote on it, and what came of it. */
function Votes({ topic: x }: { topic: Topic }) {
  const all = useLoad(() => motionsOf(x.id), [x.id, x.stage], { keep: 'motions:' + x.id })
  if (!all.data?.length) return null
  return <Section title={t('topics.votes')}><Rows>{all.data.map(m => <Row key={m.id} title={m.text} note={m.secrecy_name} value={<Chip tone={m.outcome === 'passed' ? 'ok' : m.state === 'open' ? 'seal' : 'ink2'}>{m.outcome_name ?? m.state_name}</Chip>} onTap={() => go('meetings.vote', { id: m.id })} />)}</Rows></Section>
}

/** What somebody said has no page of its own: the trace leads to where it was said. */
function From({ source: s }: { source: NonNullable<Topic['source']> }) {
  return <Row title={s.title} onTap={s.type === 'statement' ? undefined : () => go(s.type === 'edition_draft' ? 'lists.draft' : 'lists.entry', { id: s.id })} />
}

function Decided({ decision: d }: { decision: Decision }) {
  return (
    <Section title={t('topics.decision')}>
      <Card>
        <Line between top className='l-decided'><Txt as='p' bold className='l-text'>{d.text}</Txt><Box className='l-seal'><Seal text={t('topics.seal')} label={t('topics.sealed')} /></Box></Line>
        <Facts items={[[t('topics.reasons'), d.reasons], [t('topics.owner'), d.owner.name], [t('topics.due'), plainDay(d.due_on)], [t('topics.review'), plainDay(d.review_on)], d.reviewed_at ? [t('topics.reviewed'), day(d.reviewed_at)] : null]} />
      </Card>
      {d.entry ? <Box className='l-gap'><Rows><Row title={d.entry.title} note={t('topics.became')} onTap={() => go('lists.entry', { id: d.entry!.id })} /></Rows></Box> : null}
    </Section>
  )
}
