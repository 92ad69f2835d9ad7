/** What one rarely does: hand over, open or shut the doors, leave, the vanguard, end the team. */
import { useState } from 'react'
import { ask, toast } from '@/core/dialogs'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { useMe } from '@/core/store'
import type { Named, WholeTeam } from '@/core/types'
import { Area, Btn, MemberFinder, Row, Rows, Section, Sheet, Toggle, TraceRow, Txt } from '@/ui'
import { maySeat, mayTeam } from '../rules'
import type { TeamControl } from './useTeam'

export function More({ team: x, of }: { team: WholeTeam; of: TeamControl }) {
  const [sheet, setSheet] = useState<'offer' | 'off'>()
  async function leave() {
    if (!x.seat || !await ask({ title: t('teams.leave.ask'), text: t('teams.leave.text'), yes: t('teams.leave.yes'), danger: true })) return
    if (await of.seat.run(x.seat.id, 'leave')) toast(t('teams.left'))
  }
  async function vanguard(on: boolean) {
    if (x.seat && await of.seat.run(x.seat.id, on ? 'join_vanguard' : 'leave_vanguard')) toast(t(on ? 'teams.vanguard.on' : 'teams.vanguard.off'))
  }
  async function doors(move: 'open_doors' | 'shut_doors') {
    if (await of.move.run({ move })) toast(t(move === 'open_doors' ? 'teams.doors.open' : 'teams.doors.shut'))
  }
  const hasVanguard = maySeat(x, 'join_vanguard') || maySeat(x, 'leave_vanguard')
  return (
    <Section title={t('teams.more')}>
      <Rows>
        {hasVanguard ? <Toggle label={t('teams.vanguard')} note={t('teams.vanguard.note')} on={!!x.seat?.vanguard} onChange={vanguard} /> : null}
        {mayTeam(x, 'offer_lead') ? <Row title={t('teams.offer')} onTap={() => setSheet('offer')} /> : null}
        {x.moves.filter(m => m.move === 'open_doors' || m.move === 'shut_doors').map(m => <Row key={m.move} title={m.name} onTap={() => doors(m.move as 'open_doors' | 'shut_doors')} />)}
        {mayTeam(x, 'close') ? <Row title={t('teams.close')} onTap={() => go('teams.close', { id: x.id })} /> : null}
        {mayTeam(x, 'call_off') ? <Row title={t('teams.off')} onTap={() => setSheet('off')} /> : null}
        {maySeat(x, 'leave') ? <Row title={t('teams.leave.yes')} onTap={leave} /> : null}
      </Rows>
      <TraceRow type='team' id={x.id} />
      {sheet === 'offer' ? <OfferSheet team={x} of={of} onClose={() => setSheet(undefined)} /> : null}
      {sheet === 'off' ? <OffSheet of={of} onClose={() => setSheet(undefined)} /> : null}
    </Section>
  )
}

/** The leader asks one of the team; the desk asks any resident. */
function OfferSheet({ team: x, of, onClose }: { team: WholeTeam; of: TeamControl; onClose(): void }) {
  const { isStaff } = useMe()
  const others = (of.seats.data ?? []).filter(s => s.state === 'active' && s.role !== 'leader').map(s => s.member)
  async function choose(m: Named) {
    onClose()
    if (!await ask({ title: t('teams.offer.ask', { name: m.name }), text: t('teams.offer.text'), yes: t('teams.offer') })) return
    if (await of.move.run({ move: 'offer_lead', member_id: m.id })) toast(t('teams.offer.done'))
  }
  return (
    <Sheet open title={t('teams.offer')} closeLabel={t('ui.close')} onClose={onClose}>
      {isStaff ? <MemberFinder onChoose={choose} /> : others.length ? <Rows>{others.map(m => <Row key={m.id} title={m.name} onTap={() => choose(m)} />)}</Rows> : <Txt as='p' tone='ink2'>{t('teams.offer.none')}</Txt>}
      {x.heir_name ? <Txt as='p' size={2} tone='ink2'>{t('teams.now.heir', { name: x.heir_name })}</Txt> : null}
    </Sheet>
  )
}

function OffSheet({ of, onClose }: { of: TeamControl; onClose(): void }) {
  const [why, setWhy] = useState(''), [tried, setTried] = useState(false)
  async function send() {
    setTried(true)
    if (why.trim() && await of.move.run({ move: 'call_off', text: why.trim() })) { toast(t('teams.off.done')); onClose() }
  }
  return (
    <Sheet open title={t('teams.off')} closeLabel={t('ui.close')} onClose={onClose} foot={<Btn kind='danger' wide busy={of.move.busy} onTap={send}>{t('teams.off.yes')}</Btn>}>
      <Area required label={t('teams.off.why')} help={t('teams.off.help')} value={why} max={2000} error={tried && !why.trim() ? t('teams.off.bad') : of.move.fields.text} onChange={setWhy} />
    </Sheet>
  )
}
