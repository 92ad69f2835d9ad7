/** One meeting. Its button is the next thing for me: vote on what is put to the vote, or check in. */
import { useState } from 'react'
import { useLoad, usePages, usePoll } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go, useParams } from '@/core/nav'
import { meeting as loadMeeting, motion as loadMotion, motions as loadMotions } from '@/services/meetings'
import { Btn, LoadedView, Screen } from '@/ui'
import { CheckInSheet } from '../parts/CheckInSheet'
import { MeetingView } from '../parts/MeetingView'
import { voiceNow } from '../parts/rules'
import '../parts/index.scss'

const AGAIN_SECONDS = 10

export default function MeetingPage() {
  const { id = '' } = useParams<'id'>()
  const one = useLoad(() => loadMeeting(id), [id], { keep: 'meeting:' + id })
  const motions = usePages(cursor => loadMotions(id, cursor), [id])
  const running = motions.items?.find(m => m.state === 'open')
  const now = useLoad(() => loadMotion(running!.id), [running?.id], { skip: !running })
  const [checking, setChecking] = useState(false)
  const x = one.data
  // Whether I may vote stands on the motion, and changes when I check in or when somebody takes a paper for me.
  const voice = async () => { if (running) await now.reload() }
  usePoll(async () => { await Promise.all([one.reload(), motions.reload(), voice()]) }, AGAIN_SECONDS, x?.state === 'open')
  const checkIn = x?.state === 'open' && x.seat?.may_attend && !x.seat.present
  const votes = running && now.data && voiceNow(now.data)
  return (
    <Screen title={x?.kind_name ?? t('meetings.one')} action={checkIn ? <Btn kind='main' wide onTap={() => setChecking(true)}>{t('meetings.checkIn')}</Btn> : votes ? <Btn kind='main' wide onTap={() => go('meetings.vote', { id: running.id })}>{t('meetings.vote.go')}</Btn> : undefined}>
      <LoadedView of={one} shape='detail'>{m => <MeetingView meeting={m} motions={motions} />}</LoadedView>
      {x && checking ? <CheckInSheet meeting={x} onClose={() => setChecking(false)} onDone={m => { one.set(m); motions.reload(); voice(); setChecking(false) }} /> : null}
    </Screen>
  )
}
