/** The desk puts a motion, opens the vote on it, closes it, or withdraws it with a reason. */
import { useState } from 'react'
import { ask } from '@/core/dialogs'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import type { Meeting, MotionItem, MotionMove } from '@/core/types'
import { motion as loadMotion, moveMotion, putMotion } from '@/services/meetings'
import { Area, Btn, Choice, Line, LoadedView, Picker, Row, Rows, Sheet, Stack, Txt } from '@/ui'

interface Props { meeting: Meeting; onDone(): void; onClose(): void }
export const MotionSheets = ({ motion, ...rest }: Props & { /** none: a new one */ motion?: MotionItem }) => (motion ? <MotionSheet key={motion.id} motion={motion} {...rest} /> : <NewSheet {...rest} />)

function NewSheet({ meeting: x, onDone, onClose }: Props) {
  const [item, setItem] = useState(x.agenda.length === 1 ? x.agenda[0].id : ''), [text, setText] = useState(''), [secrecy, setSecrecy] = useState<'open' | 'secret'>('secret'), [tried, setTried] = useState(false)
  const write = useWrite(() => putMotion(x.id, { item_id: item, text: text.trim(), secrecy }), { done: t('meetings.motion.put'), then: onDone })
  const bad = { item: !item, text: text.trim().length < 2 }
  return (
    <Sheet open title={t('meetings.motion.new')} closeLabel={t('ui.close')} onClose={onClose} foot={<Btn kind='main' wide busy={write.busy} onTap={() => { setTried(true); if (!bad.item && !bad.text) write.run() }}>{t('meetings.motion.send')}</Btn>}>
      <Picker required label={t('meetings.motion.item')} value={item} options={x.agenda.map(i => ({ value: i.id, text: i.title }))} error={tried && bad.item ? t('meetings.bad.choose') : write.fields.item_id} onChange={setItem} />
      <Area required label={t('meetings.motion.text')} help={t('meetings.motion.help')} value={text} max={200} error={tried && bad.text ? t('meetings.bad.text') : write.fields.text} onChange={setText} />
      <Choice<'open' | 'secret'> required label={t('meetings.motion.how')} value={secrecy} options={(['secret', 'open'] as const).map(value => ({ value, text: t(`meetings.secrecy.${value}`), note: t(`meetings.secrecy.note.${value}`) }))} error={write.fields.secrecy} onChange={setSecrecy} />
    </Sheet>
  )
}

function MotionSheet({ motion: m, onDone, onClose }: Props & { motion: MotionItem }) {
  const one = useLoad(() => loadMotion(m.id), [m.id])
  const [why, setWhy] = useState(''), [withdrawing, setWithdrawing] = useState(false), [tried, setTried] = useState(false)
  const write = useWrite((move: MotionMove, note?: string) => moveMotion(m.id, { move, note }), { done: x => t('meetings.moved', { state: x.outcome_name ?? x.state_name }), then: onDone })
  async function make(move: MotionMove, name: string) {
    if (move === 'withdraw' && !withdrawing) { setWithdrawing(true); return }
    setTried(true)
    if (move === 'withdraw') { if (why.trim().length > 1) write.run(move, why.trim()); return }
    if (move === 'close' && !await ask({ title: name, text: t('meetings.close.sure'), yes: name })) return
    write.run(move)
  }
  return (
    <Sheet open title={t('meetings.motion.no', { n: m.no })} closeLabel={t('ui.close')} onClose={onClose}>
      <LoadedView of={one} shape='card'>{x => (
        <Stack gap={3}>
          <Txt as='p' bold>{x.text}</Txt>
          <Txt as='p' tone='ink2'>{`${x.secrecy_name} · ${x.outcome_name ?? x.state_name}`}</Txt>
          {x.turnout ? <Txt as='p' num>{t('meetings.turnout.now', { n: x.voted, of: x.turnout.present })}</Txt> : null}
          {withdrawing ? <Area required label={t('meetings.note')} help={t('meetings.note.help')} value={why} max={500} error={tried && why.trim().length < 2 ? t('meetings.bad.text') : write.fields.note} onChange={setWhy} /> : null}
          <Line>{x.moves.map(v => <Btn key={v.move} kind={v.move === 'withdraw' ? 'danger' : 'main'} busy={write.busy} onTap={() => make(v.move, v.name)}>{v.name}</Btn>)}</Line>
          <Rows>
            {x.state === 'open' || x.state === 'closed' ? <Row title={t('meetings.papers')} note={t('meetings.papers.note')} onTap={() => go('meetings.papers', { id: x.id })} /> : null}
            <Row title={t('meetings.motion.look')} onTap={() => go('meetings.vote', { id: x.id })} />
          </Rows>
        </Stack>
      )}</LoadedView>
    </Sheet>
  )
}
