/** What people think of a topic, on its page: how many, until when, and the one way in. Follows others' votes while it is looked at. */
import { lastDay, left } from '@/core/format'
import { useLoad, type Loaded } from '@/core/hooks'
import { t } from '@/core/i18n'
import { useLive } from '@/core/live'
import { go } from '@/core/nav'
import { useMe } from '@/core/store'
import type { Opinions, Topic } from '@/core/types'
import { liveTopic, opinions } from '@/services/opinions'
import { Btn, Box, Card, Row, Rows, Stack, Txt } from '@/ui'
import { mainMove } from './topics'

export function TopicOpinions({ topic: x, of }: { topic: Topic; of: Loaded<Topic> }) {
  const { isStaff } = useMe(), id = x.id
  const load = useLoad(() => opinions(id), [id, x.stage], { keep: 'opinions:' + id }), now = load.data
  useLive(tag => liveTopic(id, tag), v => { load.reload(); if (v.stage !== x.stage) of.reload() }, [id])
  if (!now || now.state === 'not_open') return null
  const open = now.state === 'open', toVote = open && now.own_voted != null ? now.statements - now.own_voted : 0
  return (
    <>
      <Card>
        <Stack gap={2}>
          <Box role='status'><Txt as='p' bold num>{now.statements ? t('opinions.figures', { statements: now.statements, voters: now.voters, votes: now.votes }) : open ? t('opinions.figures.none') : t('opinions.figures.silent')}</Txt></Box>
          <Txt as='p' size={2} tone='ink2' num>{open && now.closes_at ? t('opinions.until', { day: lastDay(now.closes_at), left: left(now.closes_at) }) : t('opinions.closed')}</Txt>
          {toVote > 0 ? <Btn kind={mainMove(x) ? 'plain' : 'main'} wide onTap={() => go('opinions.vote', { id })}>{t('opinions.go', { n: toVote })}</Btn> : null}
          {open && now.own_voted && !toVote ? <Txt as='p' size={2} tone='ink2' num>{t('opinions.all', { n: now.own_voted })}</Txt> : null}
          {open && now.own_voted == null ? <Txt as='p' size={2} tone='ink2'>{t('opinions.member')}</Txt> : null}
        </Stack>
      </Card>
      <Ways id={id} now={now} sorts={isStaff} />
    </>
  )
}

function Ways({ id, now, sorts }: { id: string; now: Opinions; sorts: boolean }) {
  const open = now.state === 'open', mine = open && now.own_voted != null
  if (!now.votes && !mine && !sorts) return null
  return (
    <Rows label={t('opinions.section')}>
      {now.votes ? <Row title={t(open ? 'opinions.look' : 'opinions.look.closed')} note={t('opinions.look.note')} onTap={() => go('opinions.map', { id })} /> : null}
      {mine && now.own_left_to_say ? <Row title={t('opinions.say')} note={t('opinions.say.note')} onTap={() => go('opinions.say', { id })} /> : null}
      {mine ? <Row title={t('opinions.mine')} note={t('opinions.mine.note')} onTap={() => go('opinions.mine', { id })} /> : null}
      {sorts ? <Row title={t('opinions.d.title')} note={t('opinions.d.note')} onTap={() => go('opinions.sort', { id })} /> : null}
    </Rows>
  )
}
