/** The units that help with a claim: what each takes, what it answered, and what one may answer oneself. */
import { useState } from 'react'
import { lastDay } from '@/core/format'
import { useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import type { Assist, AssistMove, Claim, Move } from '@/core/types'
import { HelpSheet, helpNote, type Help } from '@/lists/parts/HelpSheet'
import { askToHelp, moveAssist } from '@/services/claims'
import { Btn, Card, Chip, Line, Section, Stack, Txt, type Tone } from '@/ui'
import { Reason } from './Reason'

const TONES: Record<Assist['state'], Tone> = { invited: 'warn', agreed: 'ok', declined: 'ink2', left: 'ink2', taken_back: 'ink2', lapsed: 'ink2' }

export function Assists({ claim: c, onDone }: { claim: Claim; onDone(c: Claim): void }) {
  const [asking, setAsking] = useState(false)
  const invite = useWrite((h: Help) => askToHelp(c.id, { unit_id: h.unit.id, share: h.share, part: h.part || undefined }), { done: t('lists.help.asked'), then: r => { setAsking(false); onDone(r) } })
  if (!c.assists.length && !c.may_invite) return null
  const measure = c.entry.quantity_unit || t('lists.unit')
  const here = c.assists.filter(a => a.state === 'invited' || a.state === 'agreed')
  return (
    <Section title={t('lists.help')} note={here.length ? t('desk.assist.own', { unit: c.actor.name, n: c.own_share, measure }) : undefined} aside={c.may_invite ? <Btn kind='quiet' onTap={() => setAsking(true)}>{t('lists.help.ask')}</Btn> : undefined}>
      <Stack gap={2}>{c.assists.map(a => <One key={a.id} claim={c} assist={a} measure={measure} onDone={onDone} />)}</Stack>
      {asking ? <HelpSheet left={c.own_share} measure={measure} without={[c.actor.id, ...here.map(a => a.unit.id)]} busy={invite.busy} error={invite.fields.assists} onAsk={invite.run} onClose={() => setAsking(false)} /> : null}
    </Section>
  )
}

function One({ claim: c, assist: a, measure, onDone }: { claim: Claim; assist: Assist; measure: string; onDone(c: Claim): void }) {
  const [told, setTold] = useState<Move<AssistMove>>()
  const write = useWrite((move: AssistMove, note?: string) => moveAssist(c.id, a.id, move, note), { done: t('desk.assist.done'), then: r => { setTold(undefined); onDone(r) } })
  return (
    <Card className='d-card'>
      <Line between><Txt bold>{a.unit.name}</Txt><Chip tone={TONES[a.state]}>{a.state_name}</Chip></Line>
      <Txt as='p' size={2} tone='ink2'>{helpNote(a, measure)}</Txt>
      {a.answer_by ? <Txt as='p' size={2}>{t('desk.assist.until', { day: lastDay(a.answer_by) })}</Txt> : null}
      {a.moves.length ? <Line>{a.moves.map(m => <Btn key={m.move} kind={m.move === 'agree' ? 'plain' : 'danger'} busy={write.busy} label={`${m.name}，${a.unit.name}`} onTap={() => (m.move === 'agree' || m.move === 'take_back' ? write.run(m.move) : setTold(m))}>{m.name}</Btn>)}</Line> : null}
      {told ? <Reason title={told.name} label={t('desk.claim.why')} need={t('desk.claim.why.need')} busy={write.busy} onSend={note => write.run(told.move, note)} onClose={() => setTold(undefined)} /> : null}
    </Card>
  )
}
