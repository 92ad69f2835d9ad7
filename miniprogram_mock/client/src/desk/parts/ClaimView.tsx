/** One claim whole: what was taken, how far it is, what may be done. On its own page, or beside the list. */
import { dateTime } from '@/core/format'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { useMe } from '@/core/store'
import type { Claim } from '@/core/types'
import { Btn, Card, Chip, Facts, Line, Section, Stack, Stops, TraceRow, Txt } from '@/ui'
import { ClaimMoves } from './ClaimMoves'
import { Assists } from './Assists'
import { AgreementOf } from './AgreementOf'
import { claimStops, claimTone, quantityOf } from './rules'

export const hasForward = (c: Claim) => c.moves.some(m => m.move === 'accept' || m.move === 'deliver' || m.move === 'accept_delivery')

/** The agreement by which a claim is kept: what is done is handed in and accepted there. */
export const keptBy = (c: Claim) => (c.state === 'accepted' ? c.agreement_id ?? undefined : undefined)

export function ClaimView({ claim: c, onDone, beside }: { claim: Claim; onDone(c: Claim): void; /** beside a list there is no foot: every move stands here */ beside?: boolean }) {
  const { isStaff, contactOf } = useMe()
  const mayOpen = c.state === 'accepted' && (isStaff || contactOf.some(u => u.id === c.actor.id))
  return (
    <Stack gap={3}>
      <Line><Chip tone={claimTone(c.state)}>{c.state_name}</Chip><Txt size={2} tone='ink2' num>{c.entry.number}</Txt></Line>
      <Txt as='h2' size={4} bold>{c.entry.title}</Txt>
      <Card><Facts items={[[t(c.actor.type === 'member' ? 'desk.claim.who' : 'desk.claim.unit'), c.actor.name], [t('desk.claim.quantity'), quantityOf(c)], [t('desk.claim.at'), dateTime(c.created_at)], c.note ? [t('desk.claim.note'), c.note] : null]} /></Card>
      {keptBy(c) ? <Txt as='p' tone='ink2'>{t('agreements.claim.kept')}</Txt> : null}
      <Assists claim={c} onDone={onDone} />
      <Section title={t('desk.claim.progress')}><Card><Stops stops={claimStops(c)} /></Card></Section>
      <TraceRow type='claim' id={c.id} />
      <ClaimMoves claim={c} only={beside ? undefined : 'back'} main={beside && hasForward(c)} onDone={onDone} />
      {c.actor.type === 'unit' ? <AgreementOf claim={c} /> : null}
      <Line>
        {mayOpen ? <Btn onTap={() => go('volunteering.openShift', { entry_id: c.entry.id, claim_id: c.id })}>{t('desk.claim.shift')}</Btn> : null}
        {mayOpen ? <Btn onTap={() => go('teams.form', { claim_id: c.id, title: c.entry.title })}>{t('teams.form')}</Btn> : null}
        <Btn kind='quiet' onTap={() => go('lists.entry', { id: c.entry.id })}>{t('desk.claim.look')}</Btn>
      </Line>
    </Stack>
  )
}
