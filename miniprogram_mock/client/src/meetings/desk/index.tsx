/** The desk in the room: the code on the screen, who came on paper, what is put to the vote, who came for units. */
import { useEffect, useState } from 'react'
import { ask } from '@/core/dialogs'
import { type Loaded, type Pages, useLoad, usePages, usePoll, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go, useParams } from '@/core/nav'
import { productNow } from '@/core/now'
import { useWide } from '@/core/store'
import { useTick } from '@/core/tick'
import type { Meeting, MeetingMove, MotionItem, Move } from '@/core/types'
import { meeting as loadMeeting, meetingCode, motions as loadMotions, moveMeeting } from '@/services/meetings'
import { Area, Box, Btn, ErrorState, LoadedView, Qr, Row, Rows, Screen, Section, Sheet, Skeleton, Stack, Txt } from '@/ui'
import { DelegateSheet } from '../parts/DelegateSheet'
import { MotionSheets } from '../parts/MotionSheets'
import { MotionRows } from '../parts/Motions'
import { Quorum } from '../parts/MeetingView'
import { RollSheet } from '../parts/RollSheet'
import '../parts/index.scss'

const AGAIN_SECONDS = 10

export default function DeskPage() {
  const { id = '' } = useParams<'id'>()
  const wide = useWide()
  const one = useLoad(() => loadMeeting(id), [id])
  const list = usePages(cursor => loadMotions(id, cursor), [id])
  usePoll(async () => { await Promise.all([one.reload(), list.reload()]) }, AGAIN_SECONDS, one.data?.state === 'open')
  return (
    <Screen wide title={t('meetings.desk')}>
      <LoadedView of={one} shape='detail'>{x => (
        <Box className={wide && x.may_show_code ? 'k-two' : undefined}>
          {x.may_show_code ? <Code id={x.id} /> : null}
          <Box>
            <Stack gap={2}><Txt as='h2' size={4} bold>{x.title}</Txt><Quorum meeting={x} /></Stack>
            <Room meeting={x} of={one} list={list} />
          </Box>
        </Box>
      )}</LoadedView>
    </Screen>
  )
}

/** The code of this moment, large; a new one when it has run out. */
function Code({ id }: { id: string }) {
  const code = useLoad(() => meetingCode(id), [id])
  useTick(2)
  const stale = !!code.data && Date.parse(code.data.valid_until) <= productNow()
  useEffect(() => { if (stale && !code.loading) code.reload() }, [stale, code.data?.valid_until])
  if (!code.data) return code.error ? <ErrorState error={code.error} onRetry={code.reload} /> : <Skeleton shape='card' />
  const c = code.data
  return (
    <Box className='k-code'>
      <Qr text={c.qr} label={t('meetings.desk.qr')} />
      <Txt className='k-digits num'>{`${c.code.slice(0, 3)} ${c.code.slice(3)}`}</Txt>
      <Txt as='p' size={2} tone='ink2'>{t('meetings.desk.code')}</Txt>
    </Box>
  )
}

const isNoted = (m: MeetingMove): m is 'adjourn' | 'call_off' => m === 'adjourn' || m === 'call_off'
function Room({ meeting: x, of, list }: { meeting: Meeting; of: Loaded<Meeting>; list: Pages<MotionItem> }) {
  const [roll, setRoll] = useState(false), [unit, setUnit] = useState<Meeting['units'][number]>(), [motion, setMotion] = useState<MotionItem | 'new'>(), [move, setMove] = useState<Move<MeetingMove>>()
  const write = useWrite(moveMeeting, { done: m => t('meetings.moved', { state: m.state_name }), then: m => { of.set(m); setMove(undefined) } })
  async function tap(m: Move<MeetingMove>) {
    const step = m.move
    if (isNoted(step)) setMove(m)
    else if (await ask({ title: m.name, text: t(`meetings.sure.${step}`), yes: m.name })) write.run(x.id, { move: step })
  }
  return (
    <>
      {x.moves.length || x.may_note ? <Section title={t('meetings.desk.do')}><Rows>
        {x.moves.map(m => <Row key={m.move} title={m.name} onTap={() => tap(m)} />)}
        {x.may_note ? <Row title={t('meetings.roll.note')} note={t('meetings.roll.how')} onTap={() => setRoll(true)} /> : null}
        {x.may_write_minutes ? <Row title={t('meetings.minutes.write')} onTap={() => go('meetings.minutes', { id: x.id })} /> : null}
      </Rows></Section> : null}
      <Section title={t('meetings.motions')} aside={x.state === 'called' || x.state === 'open' ? <Btn kind='quiet' onTap={() => setMotion('new')}>{t('meetings.motion.new')}</Btn> : undefined}>
        <MotionRows of={list} onTap={setMotion} />
      </Section>
      {x.units.length ? <Section title={t('meetings.units')} note={t('meetings.units.note')}><Rows>{x.units.map(u => <Row key={u.id} title={u.name} note={u.delegate ?? undefined} value={t(u.came ? 'meetings.units.came' : 'meetings.units.not')} onTap={x.may_write_minutes || x.may_note ? () => setUnit(u) : undefined} />)}</Rows></Section> : null}
      {roll ? <RollSheet meeting={x} onChange={of.set} onClose={() => setRoll(false)} /> : null}
      {unit ? <DelegateSheet key={unit.id} meeting={x} unit={unit} onDone={m => { of.set(m); setUnit(undefined) }} onClose={() => setUnit(undefined)} /> : null}
      {motion ? <MotionSheets meeting={x} motion={motion === 'new' ? undefined : motion} onDone={() => { setMotion(undefined); list.reload(); of.reload() }} onClose={() => setMotion(undefined)} /> : null}
      {move ? <NoteSheet key={move.move} move={move} busy={write.busy} fault={write.fields.note} onClose={() => setMove(undefined)} onSend={note => write.run(x.id, { move: move.move, note })} /> : null}
    </>
  )
}

function NoteSheet({ move: m, busy, fault, onClose, onSend }: { move: Move<MeetingMove>; busy: boolean; fault?: string; onClose(): void; onSend(note: string): void }) {
  const [note, setNote] = useState(''), [tried, setTried] = useState(false), short = note.trim().length < 2
  return (
    <Sheet open title={m.name} closeLabel={t('ui.close')} onClose={onClose} foot={<Btn wide kind='danger' busy={busy} onTap={() => { setTried(true); if (!short) onSend(note.trim()) }}>{m.name}</Btn>}>
      <Area required label={t('meetings.note')} help={t('meetings.note.help')} value={note} max={500} error={tried && short ? t('meetings.bad.text') : fault} onChange={setNote} />
    </Sheet>
  )
}
