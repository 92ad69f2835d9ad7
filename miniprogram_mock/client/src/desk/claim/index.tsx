/** One claim: what was taken, how far it is, what comes next. */
import { dateTime } from '@/core/format'
import { useLoad } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go, useParams } from '@/core/nav'
import { useMe } from '@/core/store'
import type { Claim } from '@/core/types'
import { claim as loadClaim } from '@/services/claims'
import { Btn, Chip, Facts, Line, LoadedView, Screen, Stack, Txt } from '@/ui'
import { ClaimMoves } from '../parts/ClaimMoves'
import { quantityOf } from '../parts/rules'

export default function ClaimPage() {
  const { id = '' } = useParams<'id'>()
  const load = useLoad(() => loadClaim(id), [id], { keep: 'claim:' + id })
  return <Screen title={t('desk.claim')}><LoadedView of={load} shape='detail'>{c => <Shown claim={c} onDone={load.set} />}</LoadedView></Screen>
}

function Shown({ claim: c, onDone }: { claim: Claim; onDone(c: Claim): void }) {
  const { isStaff, contactOf } = useMe()
  const mayOpen = c.state === 'accepted' && (isStaff || contactOf.some(u => u.id === c.actor.id))
  const note: [string, string][] = c.note ? [[t('desk.claim.note'), c.note]] : []
  return (
    <Stack gap={4}>
      <Line between><Txt as='h2' size={4} bold>{c.entry.title}</Txt><Chip tone={c.state === 'open' ? 'warn' : 'pine'}>{c.state_name}</Chip></Line>
      <Facts items={[[t('desk.claim.unit'), c.actor.name], [t('desk.claim.quantity'), quantityOf(c)], [t('desk.claim.at'), dateTime(c.created_at)], ...note]} />
      <ClaimMoves claim={c} onDone={onDone} />
      <Line>
        {mayOpen ? <Btn onTap={() => go('volunteering.openShift', { entry_id: c.entry.id, claim_id: c.id })}>{t('desk.claim.shift')}</Btn> : null}
        <Btn kind='quiet' onTap={() => go('lists.entry', { id: c.entry.id })}>{t('desk.claim.look')}</Btn>
      </Line>
    </Stack>
  )
}
