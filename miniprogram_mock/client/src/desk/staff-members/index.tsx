/** Residents to verify; the lead also says who holds which role. */
import { useState } from 'react'
import { ask } from '@/core/dialogs'
import { dateTime } from '@/core/format'
import { usePages, useWrite, type Pages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { useMe } from '@/core/store'
import type { Member, Move, Role } from '@/core/types'
import { members, moveMember, setRole } from '@/services/communities'
import { Btn, Card, Chip, Line, PagedList, Rows, Screen, Sheet, Tabs, Toggle, Txt } from '@/ui'

type View = 'applied' | 'verified'
type Held = Exclude<Role, 'member'>
const ROLES: Held[] = ['staff', 'supervisor', 'lead']

export default function StaffMembersPage() {
  const [view, setView] = useState<View>('applied')
  const list = usePages(cursor => members(view, cursor), [view])
  return (
    <Screen title={t('desk.members.state')}>
      <Tabs label={t('desk.members.state')} value={view} tabs={(['applied', 'verified'] as View[]).map(value => ({ value, text: t(`desk.members.${value}`) }))} onChange={v => setView(v)} />
      <PagedList ruled={false} of={list} empty={{ text: t(`desk.members.none.${view}`) }} row={m => <MemberCard key={m.id} member={m} list={list} />} />
    </Screen>
  )
}

function MemberCard({ member: m, list }: { member: Member; list: Pages<Member> }) {
  const { isLead } = useMe()
  const [roles, setRoles] = useState(false)
  const write = useWrite((move: 'verify' | 'reject', note?: string) => moveMember(m.id, move, note), { done: t('desk.members.done'), then: () => list.change(x => (x.id === m.id ? undefined : x)) })
  async function tap({ move }: Move) {
    if (move === 'verify') await write.run('verify')
    else if (await ask({ title: t('desk.members.reject.ask', { name: m.name }), text: t('desk.members.reject.text'), yes: m.moves.find(x => x.move === 'reject')?.name ?? '', danger: true })) await write.run('reject')
  }
  const place = m.household ? t('desk.members.home', { place: `${m.household.building}${m.household.door}` }) : m.tie === 'work' ? t('desk.members.work') : t('desk.members.noplace')
  const held = ROLES.filter(r => m.roles.includes(r))
  return (
    <Card>
      <Line between><Txt as='h3' size={3} bold>{m.name}</Txt><Line>{held.map(r => <Chip key={r} tone='pine'>{t(`desk.members.role.${r}`)}</Chip>)}</Line></Line>
      <Txt as='p' size={2} tone='ink2'>{[place, m.party_member ? t('desk.members.party') : '', m.guardian ? t('desk.members.guardian', { name: m.guardian.name }) : '', dateTime(m.created_at)].filter(Boolean).join(' · ')}</Txt>
      <Line>
        {m.moves.filter(x => x.move === 'verify' || x.move === 'reject').map(x => <Btn key={x.move} kind={x.move === 'verify' ? 'plain' : 'danger'} busy={write.busy} label={`${x.name}，${m.name}`} onTap={() => tap(x)}>{x.name}</Btn>)}
        {isLead && m.state === 'verified' ? <Btn kind='quiet' label={`${t('desk.members.role')}，${m.name}`} onTap={() => setRoles(true)}>{t('desk.members.role')}</Btn> : null}
      </Line>
      {roles ? <RoleSheet member={m} onClose={() => setRoles(false)} onDone={r => list.change(x => (x.id === r.id ? r : x))} /> : null}
    </Card>
  )
}

function RoleSheet({ member: m, onClose, onDone }: { member: Member; onClose(): void; onDone(m: Member): void }) {
  const write = useWrite((role: Held, grant: boolean) => setRole(m.id, role, grant), { done: t('desk.members.done'), then: onDone })
  return (
    <Sheet open title={t('desk.members.role.title', { name: m.name })} closeLabel={t('ui.close')} onClose={onClose}>
      <Rows>{ROLES.map(r => <Toggle key={r} label={t(`desk.members.role.${r}`)} on={m.roles.includes(r)} onChange={on => write.run(r, on)} />)}</Rows>
    </Sheet>
  )
}
