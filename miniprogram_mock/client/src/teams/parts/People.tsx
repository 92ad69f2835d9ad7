/** Who is on the team, was asked or asks; inviting by name and phone; what may be done with a seat. */
import { useState } from 'react'
import { useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { useMe } from '@/core/store'
import type { Seat, SeatMove, WholeTeam } from '@/core/types'
import { inviteTo, type InviteIn } from '@/services/teams'
import { Area, Btn, Chip, Field, Line, LoadedView, MemberFinder, Row, Rows, Section, Sheet, Stack, Txt } from '@/ui'
import { isPhone } from '../rules'
import type { TeamControl } from './useTeam'

export function People({ team: x, of, titled }: { team: WholeTeam; of: TeamControl; /** no tab says its name */ titled?: boolean }) {
  const [inviting, setInviting] = useState(false), [chosen, setChosen] = useState<Seat>()
  return (
    <Section title={titled || x.may_manage ? t('teams.people') : undefined} aside={x.may_manage ? <Btn kind='quiet' onTap={() => setInviting(true)}>{t('teams.invite')}</Btn> : undefined}>
      <LoadedView of={of.seats}>{seats => (
        <Rows label={t('teams.people')}>{seats.map(s => (
          <Row key={s.id} title={s.member.name} note={s.note ? t('teams.note', { text: s.note }) : undefined} value={s.state === 'active' ? s.role_name : <Chip tone='warn'>{s.state_name}</Chip>} onTap={s.moves.length ? () => setChosen(s) : undefined} />
        ))}</Rows>
      )}</LoadedView>
      {inviting ? <InviteSheet team={x} of={of} onClose={() => setInviting(false)} /> : null}
      {chosen ? <SeatSheet key={chosen.id} seat={chosen} of={of} onClose={() => setChosen(undefined)} /> : null}
    </Section>
  )
}

function InviteSheet({ team: x, of, onClose }: { team: WholeTeam; of: TeamControl; onClose(): void }) {
  const { isStaff } = useMe()
  const [name, setName] = useState(''), [phone, setPhone] = useState(''), [tried, setTried] = useState(false)
  const write = useWrite((whom: InviteIn) => inviteTo(x.id, whom), { done: t('teams.invite.done'), then: () => { of.refresh(); onClose() } })
  const send = () => { setTried(true); if (name.trim() && isPhone(phone)) write.run({ name: name.trim(), phone: phone.trim() }) }
  // The desk alone looks residents up; anybody else knows whom they ask by name and phone.
  if (isStaff) return <Sheet open title={t('teams.invite.title')} closeLabel={t('ui.close')} onClose={onClose}><MemberFinder without={(of.seats.data ?? []).map(s => s.member.id)} onChoose={m => write.run({ member_id: m.id })} /></Sheet>
  return (
    <Sheet open title={t('teams.invite.title')} closeLabel={t('ui.close')} onClose={onClose} foot={<Btn kind='main' wide busy={write.busy} onTap={send}>{t('teams.invite.send')}</Btn>}>
      <Field required label={t('teams.invite.name')} value={name} max={40} error={tried && !name.trim() ? t('teams.invite.bad.name') : write.fields.name} onChange={setName} />
      <Field required type='tel' label={t('teams.invite.phone')} help={t('teams.invite.help')} value={phone} max={11} error={tried && !isPhone(phone) ? t('teams.invite.bad.phone') : write.fields.phone} onChange={setPhone} />
    </Sheet>
  )
}

/** A removal says why; everything else is one tap. */
function SeatSheet({ seat: s, of, onClose }: { seat: Seat; of: TeamControl; onClose(): void }) {
  const [removing, setRemoving] = useState(false), [why, setWhy] = useState(''), [tried, setTried] = useState(false)
  async function make(move: SeatMove) {
    if (move === 'remove' && !removing) { setRemoving(true); return }
    setTried(true)
    if (move === 'remove' && !why.trim()) return
    if (await of.seat.run(s.id, move, why.trim())) onClose()
  }
  const forward = s.moves.find(m => m.move === 'admit' || m.move === 'accept')
  return (
    <Sheet open title={s.member.name} closeLabel={t('ui.close')} onClose={onClose} foot={forward ? <Btn kind='main' wide busy={of.seat.busy} onTap={() => make(forward.move)}>{forward.name}</Btn> : undefined}>
      <Stack gap={3}>
        <Txt as='p' tone='ink2'>{`${s.role_name} · ${s.state_name}`}</Txt>
        {s.note ? <Txt as='p'>{t('teams.note', { text: s.note })}</Txt> : null}
        {removing ? <Area required label={t('teams.remove.why')} help={t('teams.remove.help')} value={why} max={200} error={tried && !why.trim() ? t('teams.remove.bad') : of.seat.fields.note} onChange={setWhy} /> : null}
        <Line>{s.moves.filter(m => m !== forward).map(m => <Btn key={m.move} kind={m.move === 'remove' ? 'danger' : 'plain'} busy={of.seat.busy} onTap={() => make(m.move)}>{m.name}</Btn>)}</Line>
      </Stack>
    </Sheet>
  )
}
