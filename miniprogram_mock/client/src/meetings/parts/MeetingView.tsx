/** One meeting whole: when and where, as what I am asked, whether enough are there, what is put to the vote, what was decided and what became of it. */
import { dateTime, day, plainDay } from '@/core/format'
import type { Pages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { useMe } from '@/core/store'
import type { AgendaItem, Meeting, MotionItem } from '@/core/types'
import { Box, Card, Chip, Facts, Line, ReasonChip, Row, Rows, Seal, Section, Stack, TraceRow, Txt } from '@/ui'
import { MotionRows } from './Motions'
import { ProxyRows } from './Proxies'
import { isOver, meetingTone, partOf, quorumWords } from './rules'

export function MeetingView({ meeting: x, motions }: { meeting: Meeting; motions: Pages<MotionItem> }) {
  const { verified, units } = useMe()
  const part = partOf(x, units.map(u => u.id)), last = x.history.at(-1)
  return (
    <>
      <Stack gap={3}>
        <Line><Chip tone={meetingTone(x.state)}>{x.state_name}</Chip><Txt size={2} tone='ink2'>{x.kind_name}</Txt></Line>
        <Txt as='h2' size={4} bold>{x.title}</Txt>
        <Box><Txt as='p' bold num>{dateTime(x.starts_at)}</Txt><Txt as='p'>{x.place}</Txt></Box>
        {isOver(x.state) ? null : <Box className={x.seat ? 'k-me' : 'k-me off'}><Txt as='p' bold>{t(x.seat?.present ? 'meetings.me.here' : `meetings.me.${part}`)}</Txt>{x.seat?.present && x.seat.way_name ? <Txt as='p' size={2}>{x.seat.way_name}</Txt> : null}</Box>}
        <Quorum meeting={x} />
        {(x.state === 'adjourned' || x.state === 'called_off') && last?.note ? <Box className='k-me now'><Txt as='p'>{last.note}</Txt></Box> : null}
        {x.text ? <Txt as='p' className='k-text'>{x.text}</Txt> : null}
      </Stack>
      {motions.items?.length ? <Section title={t('meetings.motions')}><MotionRows of={motions} /></Section> : null}
      <Section title={t(x.minutes ? 'meetings.agenda.done' : 'meetings.agenda')}><Card><Box>{x.agenda.map(i => <Point key={i.id} item={i} />)}</Box></Card></Section>
      {x.minutes ? <Section title={t('meetings.minutes')}><Card>
        <Line between top><Txt as='p' className='k-text'>{x.minutes.text}</Txt>{x.minutes.short_seal ? <Seal text={t('meetings.seal')} hash={x.minutes.short_seal} label={t('meetings.sealed')} /> : null}</Line>
        {x.minutes.published_at ? <Txt as='p' size={2} tone='ink2'>{t('meetings.minutes.at', { day: day(x.minutes.published_at) })}</Txt> : null}
      </Card></Section> : null}
      {verified && !isOver(x.state) && x.state !== 'held' && x.basis !== 'invited' ? <ProxyRows meeting={x} /> : null}
      <Section title={t('meetings.facts')}><Card><Facts items={[
        [t('meetings.basis'), x.basis === 'invited' ? x.audience_name : x.basis_name], [t('meetings.seats'), t('meetings.seats.n', { n: x.seats })],
        x.outside_seats ? [t('meetings.outside'), t('meetings.seats.n', { n: x.outside_seats })] : null, [t('meetings.called'), day(x.called_at)],
        x.units.length ? [t('meetings.units'), x.units.map(u => u.name).join('、')] : null,
      ]} />
        {x.units.filter(u => u.said).map(u => <Box key={u.id} className='k-item'><Txt as='p' size={2} tone='ink2'>{t('meetings.said', { unit: u.name, name: u.delegate ?? '' })}</Txt><Txt as='p'>{u.said}</Txt></Box>)}
      </Card></Section>
      {x.followed_by_id || x.follows_id ? <Section><Rows>{x.followed_by_id ? <Row title={t('meetings.next')} onTap={() => go('meetings.meeting', { id: x.followed_by_id! })} /> : null}{x.follows_id ? <Row title={t('meetings.before')} onTap={() => go('meetings.meeting', { id: x.follows_id! })} /> : null}</Rows></Section> : null}
      <DeskRows meeting={x} />
      {verified ? <TraceRow type='meeting' id={x.id} /> : null}
    </>
  )
}

/** 到会 x, needed y: a bar to the number that is needed, and the article under a tap. */
export function Quorum({ meeting: x }: { meeting: Meeting }) {
  const full = Math.min(100, Math.round(((x.present ?? 0) / Math.max(1, x.quorum.enough)) * 100))
  return (
    <Box>
      <Txt as='p' num tone={x.present !== null && x.quorum.met ? 'ok' : 'ink'}>{quorumWords(x)}</Txt>
      {x.present === null ? null : <Box className='prog-t k-bar' role='presentation'><Box className='prog-f' style={{ width: `${full}%` }} /></Box>}
      <ReasonChip reason={t('meetings.quorum.why')}><Stack gap={2}><Txt as='p' bold>{x.quorum.name}</Txt><Txt as='p'>{x.quorum.source}</Txt></Stack></ReasonChip>
    </Box>
  )
}

function Point({ item: i }: { item: AgendaItem }) {
  return (
    <Box className='k-item'><Stack gap={2}>
      <Txt as='h3' bold>{`${i.no}. ${i.title}`}</Txt>
      {i.text ? <Txt as='p' tone='ink2'>{i.text}</Txt> : null}
      {i.notes ? <Txt as='p' className='k-text'>{i.notes}</Txt> : null}
      {i.decision ? <Box className='k-me'><Txt as='p' size={2}>{t('meetings.decision')}</Txt><Txt as='p' bold>{i.decision}</Txt></Box> : null}
      {i.topic || i.actions.length ? <Rows>
        {i.actions.map(a => <Row key={a.id} title={a.title} note={t('meetings.action.line', { who: a.owner.name, day: plainDay(a.due_on) })} value={a.entry_id ? t('meetings.action.listed') : undefined} onTap={a.entry_id ? () => go('lists.entry', { id: a.entry_id! }) : undefined} />)}
        {i.topic ? <Row title={i.topic.title} note={t('meetings.topic')} onTap={() => go('lists.topic', { id: i.topic!.id })} /> : null}
      </Rows> : null}
    </Stack></Box>
  )
}

const DeskRows = ({ meeting: x }: { meeting: Meeting }) => (x.may_note || x.may_show_code || x.may_write_minutes || x.moves.length ? (
  <Section title={t('meetings.desk.rows')}><Rows>
    {x.state === 'published' ? null : <Row title={t('meetings.desk')} note={t('meetings.desk.note')} onTap={() => go('meetings.desk', { id: x.id })} />}
    {x.may_write_minutes ? <Row title={t('meetings.minutes.write')} onTap={() => go('meetings.minutes', { id: x.id })} /> : null}
    {x.state === 'adjourned' && !x.followed_by_id ? <Row title={t('meetings.again')} onTap={() => go('meetings.call', { follows_id: x.id })} /> : null}
  </Rows></Section>
) : null)
