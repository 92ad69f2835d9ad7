/** One statement, three large answers. Whoever has voted reads that alone; when the vote has closed, what came of it. */
import { ask } from '@/core/dialogs'
import { useLoad, usePoll, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { backOr, useParams } from '@/core/nav'
import { useMe } from '@/core/store'
import type { Id, Motion, Voice, Vote } from '@/core/types'
import { castVote, motion as loadMotion } from '@/services/meetings'
import { Box, Btn, Chip, Line, LoadedView, Screen, Stack, Txt } from '@/ui'
import { Result, Rules, WhoVoted } from '../parts/Motions'
import { motionTone, voiceNow, votedVoices } from '../parts/rules'
import '../parts/index.scss'

const CHOICES: readonly Vote[] = ['yes', 'no', 'abstain']
const AGAIN_SECONDS = 10

export default function VotePage() {
  const { id = '' } = useParams<'id'>()
  const { isStaff } = useMe()
  const one = useLoad(() => loadMotion(id), [id]), x = one.data
  const write = useWrite((seat: Id, choice: Vote) => castVote(id, seat, choice), { done: t('meetings.voted.toast'), then: () => { one.reload() } })
  usePoll(one.reload, AGAIN_SECONDS, x?.state === 'open' || x?.state === 'draft')
  const back = x ? <Btn wide kind='plain' onTap={() => backOr('meetings.meeting', { id: x.meeting_id })}>{t('meetings.back')}</Btn> : undefined
  return (
    <Screen title={t('meetings.vote')} action={x && !voiceNow(x) ? back : undefined}>
      <LoadedView of={one} shape='detail'>{m => (
        <>
          <Stack gap={3}>
            <Line><Chip tone={motionTone(m)}>{m.state_name}</Chip><Txt size={2} tone='ink2'>{m.item.name}</Txt></Line>
            <Txt as='h2' size={5} bold>{m.text}</Txt>
          </Stack>
          {m.state === 'open' ? <Ballot motion={m} busy={write.busy} onVote={(v, choice) => write.run(v.seat_id, choice)} /> : null}
          {m.state === 'draft' ? <Txt as='p' tone='ink2'>{t('meetings.vote.waits')}</Txt> : null}
          <Result motion={m} />
          {m.state === 'closed' && m.secrecy === 'open' && (m.seats.length > 0 || isStaff) ? <WhoVoted id={m.id} /> : null}
        </>
      )}</LoadedView>
    </Screen>
  )
}

function Ballot({ motion: x, busy, onVote }: { motion: Motion; busy: boolean; onVote(v: Voice, choice: Vote): void }) {
  const voice = voiceNow(x), done = votedVoices(x)
  async function choose(v: Voice, choice: Vote) {
    if (await ask({ title: t('meetings.vote.ask', { choice: t(`meetings.choice.${choice}`) }), text: t('meetings.vote.once'), yes: t('meetings.vote.yes', { choice: t(`meetings.choice.${choice}`) }), no: t('meetings.vote.no') })) onVote(v, choice)
  }
  return (
    <>
      <Box className='k-gap'><Txt as='p'>{t(x.secrecy === 'secret' ? 'meetings.secret' : 'meetings.openly')}</Txt></Box>
      {done.map(v => <Box key={v.seat_id} className='k-done' role='status'><Txt as='p' size={4} bold>{v.is_own || !v.name ? t('meetings.voted') : t('meetings.voted.for', { name: v.name })}</Txt></Box>)}
      {voice ? <Box className='k-vote' role='group' label={t('meetings.vote')}>
        {voice.is_own ? null : <Txt as='p' bold>{t('meetings.vote.for', { name: voice.name ?? '' })}</Txt>}
        {CHOICES.map(c => <Btn key={c} className={c === 'yes' ? 'k-big yes' : 'k-big'} disabled={busy} onTap={() => choose(voice, c)}>{t(`meetings.choice.${c}`)}</Btn>)}
      </Box> : done.length ? null : <Box className='k-me off k-gap'><Txt as='p'>{t(x.seats.length ? 'meetings.vote.absent' : 'meetings.vote.none')}</Txt></Box>}
      {x.turnout ? <Box className='k-gap'><Txt as='p' size={2} num tone='ink2'>{t('meetings.turnout.now', { n: x.voted, of: x.turnout.present })}</Txt><Rules motion={x} /></Box> : null}
    </>
  )
}
