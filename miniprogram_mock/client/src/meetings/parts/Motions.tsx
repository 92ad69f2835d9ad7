/** What is put to the vote in a meeting: rows, what was counted, the sealed record as a file. */
import { type Pages, usePages, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import type { Id, Motion, MotionItem } from '@/core/types'
import { openVotes, takeProtocol } from '@/services/meetings'
import { Bars, Box, Btn, Card, Chip, Line, PagedList, ReasonChip, Row, Seal, Section, Stack, Txt } from '@/ui'
import { motionTone } from './rules'

export const MotionRows = ({ of, onTap }: { of: Pages<MotionItem>; onTap?(x: MotionItem): void }) => (
  <PagedList of={of} label={t('meetings.motions')} empty={{ text: t('meetings.motions.none') }} row={x => (
    <Row key={x.id} title={x.text} note={`${x.secrecy_name} · ${x.item.name}`} value={<Chip tone={motionTone(x)}>{x.outcome_name ?? x.state_name}</Chip>} onTap={() => (onTap ? onTap(x) : go('meetings.vote', { id: x.id }))} />
  )} />
)

/** What came of it: the word first, then the counts, then by which rule, then the record to take away. */
export function Result({ motion: x }: { motion: Motion }) {
  const write = useWrite(() => takeProtocol(x.id, x.no), { done: t('meetings.protocol.saved') })
  if (!x.result) return null
  const r = x.result, parts = [['yes', r.yes], ['no', r.no], ['abstain', r.abstain], ...(r.invalid ? [['invalid', r.invalid] as const] : [])] as const
  return (
    <Section title={t('meetings.result')}>
      <Card><Stack gap={3}>
        <Line between top><Txt as='p' size={4} bold tone={x.outcome === 'passed' ? 'ok' : 'warn'}>{x.outcome_name}</Txt><Seal text={t('meetings.seal')} hash={r.short_seal} label={t('meetings.sealed')} /></Line>
        <Bars label={t('meetings.counts')} items={parts.map(([k, n]) => ({ label: t(`meetings.choice.${k}`), value: n, text: t('meetings.votes', { n }) }))} />
        {x.turnout ? <><Txt as='p' num>{t('meetings.turnout', { n: x.turnout.present, of: x.turnout.seats, yes: x.turnout.needed_yes })}</Txt><Box><Rules motion={x} /></Box></> : null}
        <Btn busy={write.busy} onTap={() => write.run()}>{t('meetings.protocol')}</Btn>
      </Stack></Card>
    </Section>
  )
}

export const Rules = ({ motion: x }: { motion: Motion }) => (x.turnout?.rules.length ? (
  <ReasonChip reason={t('meetings.rules')}><Stack gap={3}>{x.turnout.rules.map(r => <Box key={r.name}><Txt as='p' bold>{r.name}</Txt><Txt as='p' size={2} tone='ink2'>{r.source}</Txt></Box>)}</Stack></ReasonChip>
) : null)

/** Of an open vote that has closed: who voted how. */
export function WhoVoted({ id }: { id: Id }) {
  const list = usePages(cursor => openVotes(id, cursor), [id])
  if (list.error && !list.items) return null
  return <Section title={t('meetings.who')}><PagedList of={list} label={t('meetings.who')} empty={{ text: t('meetings.who.none') }} row={v => <Row key={v.seat_id} title={v.name} note={v.channel_name} value={t(`meetings.choice.${v.choice}`)} />} /></Section>
}
