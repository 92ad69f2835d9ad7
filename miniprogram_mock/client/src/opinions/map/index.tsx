/** Where we agree, first; then which groups there are and what each says; then the picture, which also stands in words. The same page tells the result. */
import { useMemo, useState } from 'react'
import { dateTime, lastDay, left } from '@/core/format'
import { useLoad } from '@/core/hooks'
import { t } from '@/core/i18n'
import { useLive } from '@/core/live'
import { go, useParams } from '@/core/nav'
import { useLook } from '@/core/store'
import { liveTopic, opinionMap, opinions } from '@/services/opinions'
import { topic as loadTopic } from '@/services/topics'
import { Box, Btn, Card, Chip, Empty, Line, LoadedView, Row, Rows, Screen, Section, Sheet, Stack, Txt } from '@/ui'
import { cx } from '@/ui/cx'
import type { Id, OpinionGroup, OpinionMap, Opinions } from '@/core/types'
import { pictureOf } from '../parts/picture'
import { Plot } from '../parts/Plot'
import { SaidByAll, SaidByGroup } from '../parts/Said'
import '../parts/index.scss'

export default function MapPage() {
  const { id = '' } = useParams<'id'>()
  const map = useLoad(() => opinionMap(id), [id], { keep: 'opinion-map:' + id }), now = useLoad(() => opinions(id), [id], { keep: 'opinions:' + id })
  const topic = useLoad(() => loadTopic(id), [id], { keep: 'topic:' + id })
  useLive(tag => liveTopic(id, tag), () => { map.reload(); now.reload() }, [id])
  const toVote = now.data?.state === 'open' && now.data.own_voted != null && now.data.own_voted < now.data.statements
  return (
    <Screen wide title={t('opinions.map.title')} action={toVote ? <Btn kind='main' wide onTap={() => go('opinions.vote', { id })}>{t('opinions.go', { n: now.data!.statements - now.data!.own_voted! })}</Btn> : undefined}>
      <Stack gap={1}>
        {topic.data ? <Txt as='h2' size={4} bold>{topic.data.title}</Txt> : null}
        {now.data ? <Standing of={now.data} map={map.data} /> : null}
      </Stack>
      <LoadedView of={map} shape='detail'>{m => (m.groups.length ? (
        <Box className='o-two'>
          <Box><Agreed of={m} /><Groups of={m} /></Box>
          <Box className='o-side'><PictureOf id={id} of={m} open={!!toVote} /></Box>
        </Box>
      ) : <Empty text={`${t('opinions.map.few')}${t('opinions.map.few.now', { n: now.data?.voters ?? m.voters })}`} />)}</LoadedView>
    </Screen>
  )
}

function Standing({ of, map }: { of: Opinions; map?: OpinionMap }) {
  return (
    <>
      <Box role='status'><Txt as='p' size={2} tone='ink2' num>{t('opinions.figures', { statements: of.statements, voters: of.voters, votes: of.votes })}</Txt></Box>
      <Txt as='p' size={2} tone='ink2' num>{[of.state === 'open' && of.closes_at ? t('opinions.until', { day: lastDay(of.closes_at), left: left(of.closes_at) }) : of.state === 'closed' ? t('opinions.closed') : undefined, map?.drawn_at ? t('opinions.map.drawn', { at: dateTime(map.drawn_at) }) : undefined].filter(Boolean).join(' · ')}</Txt>
    </>
  )
}

const Agreed = ({ of: m }: { of: OpinionMap }) => (
  <Section title={t('opinions.map.agreed')} note={t('opinions.map.agreed.note')}>
    <Card>{m.agreed.length ? <Box role='list' label={t('opinions.map.agreed')}>{m.agreed.map(s => <SaidByAll key={s.statement_id} of={s} groups={m.groups} />)}</Box> : <Txt as='p' tone='ink2'>{t('opinions.map.agreed.none')}</Txt>}</Card>
  </Section>
)

const Groups = ({ of: m }: { of: OpinionMap }) => (
  <Section title={t('opinions.map.groups')} note={m.groups.length > 1 ? t('opinions.map.groups.note') : t('opinions.map.one')}>
    <Stack>{m.groups.map((g, i) => (
      <Card key={g.name} className={cx(m.own?.group === i && 'o-you')}>
        <Stack gap={2}>
          <Line between><Txt as='h3' size={3} bold>{t('opinions.map.group', { name: g.name, n: g.size })}</Txt>{m.own?.group === i ? <Chip tone='pine'>{t('opinions.map.yours')}</Chip> : null}</Line>
          {g.says.length ? <Box role='list' label={g.name}>{g.says.map(s => <SaidByGroup key={s.statement_id} of={s} groups={m.groups} at={i} />)}</Box> : <Txt as='p' size={2} tone='ink2'>{t('opinions.map.group.none')}</Txt>}
        </Stack>
      </Card>
    ))}</Stack>
  </Section>
)

function PictureOf({ id, of: m, open }: { id: Id; of: OpinionMap; open: boolean }) {
  const { isDark, elder } = useLook(), [words, setWords] = useState(false)
  const labels = m.groups.map(g => t('opinions.map.group', { name: g.name, n: g.size }))
  const option = useMemo(() => pictureOf(m, { dark: isDark, elder, you: t('opinions.map.you'), labels }), [m, isDark, elder])
  const wanted = m.own && m.own.group == null ? m.own.wanted - m.own.voted : 0
  return (
    <Section title={t('opinions.map.picture')} note={t('opinions.map.picture.note')}>
      <Card>
        <Plot option={option} label={t('opinions.map.label', { list: labels.join('，') })} />
        <Stack gap={2}>
          <Txt as='p' size={2} tone='ink2' num>{t('opinions.map.people', { participants: m.participants, voters: m.voters })}</Txt>
          <Line><Btn onTap={() => setWords(true)}>{t('opinions.map.table')}</Btn>{open && wanted > 0 ? <Btn kind='quiet' onTap={() => go('opinions.vote', { id })}>{t('opinions.map.wanted', { n: wanted })}</Btn> : null}</Line>
        </Stack>
      </Card>
      <Sheet open={words} title={t('opinions.map.picture')} closeLabel={t('ui.close')} onClose={() => setWords(false)}>
        <Rows>{m.groups.map((g, i) => <Row key={g.name} title={labels[i]} note={<><Txt className='block'>{inWords(g)}</Txt><Txt className='block' num>{t('opinions.map.t.spots', { n: g.spots.length, list: g.spots.map(s => s.people).join('、') })}</Txt></>} value={m.own?.group === i ? t('opinions.map.yours') : undefined} />)}</Rows>
        <Txt as='p' size={2} tone='ink2'>{t('opinions.map.hidden')}</Txt>
      </Sheet>
    </Section>
  )
}

/** A group's most telling statement. */
const inWords = (g: OpinionGroup) => (g.says[0] ? `${g.says[0].text}（${t(`opinions.map.think.${g.says[0].side}`, { percent: g.says[0].percent })}）` : t('opinions.map.group.none'))
