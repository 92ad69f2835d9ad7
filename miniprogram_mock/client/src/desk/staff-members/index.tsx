/** Residents to verify; the lead also says who holds which role. */
import { useState } from 'react'
import { ask } from '@/core/dialogs'
import { dateTime } from '@/core/format'
import { usePages, useWrite, type Pages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go, useParams } from '@/core/nav'
import { useMe } from '@/core/store'
import type { Member, Move, Role } from '@/core/types'
import { members, moveMember, setRole } from '@/services/communities'
import { Box, Btn, Card, Chip, FindField, Line, PagedList, Row, Rows, Screen, Sheet, Tabs, Toggle, Txt } from '@/ui'
import '../parts/index.scss'

type View = 'applied' | 'verified'
type Held = Exclude<Role, 'member'>
const ROLES: Held[] = ['staff', 'supervisor', 'lead']
const VIEWS: View[] = ['applied', 'verified']

export default function StaffMembersPage() {
  const { cid, isLead } = useMe()
  const asked = useParams<'view'>().view
  const [view, setView] = useState<View>(asked === 'verified' ? 'verified' : 'applied')
  const [find, setFind] = useState('')
  const list = usePages(cursor => members(view, cursor, find), [cid, view, find], { skip: !cid })
  return (
    <Screen wide title={t('desk.members.state')}>
      <Tabs label={t('desk.members.state')} value={view} tabs={VIEWS.map(value => ({ value, text: t(`desk.members.${value}`) }))} onChange={v => setView(v)} />
      <FindField onFind={setFind} />
      {view === 'verified' && isLead && list.items?.length ? <Txt as='p' size={2} tone='ink2' className='d-lead'>{t('desk.members.role.how')}</Txt> : null}
      <Box className='d-cards'>
        <PagedList ruled={view === 'verified'} of={list} empty={{ text: find ? t('ui.member.none', { words: find }) : t(`desk.members.none.${view}`) }} row={m => (view === 'verified' ? <MemberRow key={m.id} member={m} list={list} /> : <MemberCard key={m.id} member={m} list={list} />)} />
      </Box>
    </Screen>
  )
}

function about(m: Member, nothing: string) {
  const place = m.household ? t('desk.members.home', { place: `${m.household.building}${m.household.door}` }) : m.tie === 'work' ? t('desk.members.work') : nothing
  return [place, m.party_member ? t('desk.members.party') : '', m.guardian ? t('desk.members.guardian', { name: m.guardian.name }) : ''].filter(Boolean).join(' · ')
}
const rolesOf = (m: Member) => ROLES.filter(r => m.roles.includes(r))

function MemberCard({ member: m, list }: { member: Member; list: Pages<Member> }) {
  const write = useWrite((move: 'verify' | 'reject') => moveMember(m.id, move), { done: r => t('desk.members.done', { name: r.name, state: r.state_name }), then: () => list.change(x => (x.id === m.id ? undefined : x)) })
  async function tap({ move, name }: Move) {
    if (move === 'verify') await write.run('verify')
    else if (await ask({ title: t('desk.members.reject.ask', { name: m.name }), text: t('desk.members.reject.text'), yes: name, danger: true })) await write.run('reject')
  }
  return (
    <Card className='d-card'>
      <Txt as='h2' size={3} bold>{m.name}</Txt>
      <Txt as='p'>{about(m, t('desk.members.noplace'))}</Txt>
      <Txt as='p' size={2} tone='ink2'>{t('desk.members.at', { when: dateTime(m.created_at) })}</Txt>
      <Line>{m.moves.filter(x => x.move === 'verify' || x.move === 'reject').map(x => <Btn key={x.move} kind={x.move === 'verify' ? 'plain' : 'danger'} busy={write.busy} label={`${x.name}，${m.name}`} onTap={() => tap(x)}>{x.name}</Btn>)}</Line>
    </Card>
  )
}

function MemberRow({ member: m, list }: { member: Member; list: Pages<Member> }) {
  const { isLead } = useMe()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Row title={m.name} note={about(m, '')} value={rolesOf(m).map(r => <Chip key={r} tone='pine'>{t(`desk.members.role.${r}`)}</Chip>)} onTap={() => (isLead ? setOpen(true) : go('desk.staffDossier', { id: m.id }))} />
      {open ? <RoleSheet member={m} onClose={() => setOpen(false)} onDone={r => list.change(x => (x.id === r.id ? r : x))} /> : null}
    </>
  )
}

function RoleSheet({ member: m, onClose, onDone }: { member: Member; onClose(): void; onDone(m: Member): void }) {
  const write = useWrite((role: Held, grant: boolean) => setRole(m.id, role, grant), { done: r => t('desk.members.role.done', { name: r.name }), then: onDone })
  return (
    <Sheet open title={t('desk.members.role.title', { name: m.name })} closeLabel={t('ui.close')} onClose={onClose}>
      <Rows><Row title={t('dossier.desk.open')} onTap={() => go('desk.staffDossier', { id: m.id })} />{ROLES.map(r => <Toggle key={r} label={t(`desk.members.role.${r}`)} note={t(`desk.members.role.${r}.may`)} on={m.roles.includes(r)} onChange={on => write.run(r, on)} />)}</Rows>
    </Sheet>
  )
}
