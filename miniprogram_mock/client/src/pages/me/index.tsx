/** 我的: who I am, my communities, my desks, what is mine, and how the phone should look. */
import { ask, toast } from '@/core/dialogs'
import { useLoad } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go, restart } from '@/core/nav'
import type { Route } from '@/core/routes'
import { chooseCommunity, setPrefs, useLook, useMe, type Prefs } from '@/core/store'
import type { Membership, MyUnit } from '@/core/types'
import { device } from '@/platform/device'
import { refreshMe, signOut } from '@/services/auth'
import { inbox, unread } from '@/services/inbox'
import { Box, Btn, Chip, Choice, Line, Row, Rows, Screen, Section, Toggle, Txt } from '@/ui'

export default function Me() {
  const { person, membership, memberships, cid, verified } = useMe()
  useLoad(refreshMe, [cid], { skip: !person })
  useLoad(() => inbox(), [cid], { skip: !cid })
  const name = membership?.name ?? person?.name ?? t('me.noName')
  return (
    <Screen title={t('me.title')} tab='me'>
      <Box className='who'>
        <Txt className='face big'>{name.slice(0, 1)}</Txt>
        <Box className='who-t'>
          <Txt as='h2' size={4} bold>{name}</Txt>
          <Line>{rolesOf(membership).map(r => <Chip key={r} tone='pine'>{r}</Chip>)}{membership && !verified ? <Chip tone='warn'>{stateText(membership)}</Chip> : null}</Line>
        </Box>
      </Box>
      <Desks />
      {cid ? <Mine /> : null}
      <Section title={t('me.communities')}>
        <Rows>
          {memberships.map(m => <Row key={m.community_id} current={m.community_id === cid} title={m.community_name} note={stateText(m)} value={m.community_id === cid ? <Chip tone='pine'>{t('me.now')}</Chip> : undefined} onTap={m.community_id === cid ? undefined : () => { chooseCommunity(m.community_id); go('home') }} />)}
          <Row title={memberships.length ? t('me.join.more') : t('me.join')} onTap={() => go('join')} />
        </Rows>
      </Section>
      <Look />
      <Account />
    </Screen>
  )
}

function rolesOf(m?: Membership): string[] {
  if (!m) return []
  const named = m.roles.filter(r => r !== 'member').map(r => t(`me.role.${r}`))
  return named.length ? named : m.state === 'verified' ? [t('me.role.member')] : []
}
const stateText = (m: Membership) => (m.state === 'verified' ? '' : t(`me.state.${m.state}`))
const unitNote = (u: MyUnit) => `${u.name} · ${t(`me.${u.role}`)}`

/** Desks open from here; each can be made the page that opens first. */
function Desks() {
  const { isStaff, isSupervisor, units } = useMe()
  const desks: { key: string; title: string; note: string; route: Route; params: Record<string, string> }[] = [
    ...(isStaff ? [{ key: 'staff', title: t('me.desk.staff'), note: t('me.desk.staff.note'), route: 'desk.staff' as Route, params: {} }] : []),
    ...(isSupervisor ? [{ key: 'supervisor', title: t('paper.super'), note: t('paper.super.note'), route: 'desk.supervisor' as Route, params: {} }] : []),
    ...(isSupervisor && !isStaff ? [{ key: 'orders', title: t('exchange.desk'), note: t('exchange.desk.note'), route: 'desk.staffOrders' as Route, params: {} }] : []),
    ...(isSupervisor && !isStaff ? [{ key: 'disputes', title: t('volunteering.disputes.desk'), note: t('volunteering.disputes.desk.note'), route: 'volunteering.disputes' as Route, params: {} }] : []),
    ...(isSupervisor && !isStaff ? [{ key: 'certificates', title: t('certificates.desk'), note: t('certificates.desk.read'), route: 'certificates.issued' as Route, params: {} }] : []),
    ...units.filter(u => u.kind !== 'merchant').map(u => ({ key: u.id, title: t('me.desk.unit'), note: unitNote(u), route: 'desk.unit' as Route, params: { unit_id: u.id } })),
    ...units.filter(u => u.kind === 'merchant').map(u => ({ key: u.id, title: t('me.desk.merchant'), note: unitNote(u), route: 'desk.merchant' as Route, params: { unit_id: u.id } })),
  ]
  if (!desks.length) return null
  return <Section title={t('me.desks')}><Rows>{desks.map(d => <Row key={d.key} title={d.title} note={d.note} onTap={() => go(d.route, d.params)} />)}</Rows></Section>
}

function Mine() {
  const n = unread.use()
  return (
    <Section title={t('me.mine')}>
      <Rows>
        <Row title={t('me.inbox')} value={n ? <Chip tone='seal'>{t('me.inbox.n', { n })}</Chip> : undefined} onTap={() => go('inbox')} />
        <Row title={t('me.records')} onTap={() => go('volunteering.records')} />
        <Row title={t('certificates.mine')} note={t('certificates.mine.note')} onTap={() => go('certificates.mine')} />
        <Row title={t('dossier.mine')} note={t('dossier.mine.note')} onTap={() => go('dossier.mine')} />
        <Row title={t('me.todo')} onTap={() => go('volunteering.toDo')} />
        <Row title={t('volunteering.disputes')} onTap={() => go('volunteering.disputes', { view: 'mine' })} />
        <Row title={t('volunteering.name')} note={t('volunteering.name.note')} onTap={() => go('volunteering.nameShown')} />
        <Row title={t('matching.title')} note={t('matching.note')} onTap={() => go('matching.mine')} />
        <Row title={t('me.claims')} note={t('me.claims.note')} onTap={() => go('desk.claims')} />
        <Row title={t('teams.mine')} note={t('teams.mine.note')} onTap={() => go('teams.list', { view: 'mine' })} />
        <Row title={t('exchange.title')} onTap={() => go('exchange.board', { view: 'asked' })} />
        <Row title={t('bookings.mine')} onTap={() => go('lists.bookings')} />
        <Row title={t('giving.kin')} note={t('giving.kin.note')} onTap={() => go('giving.kin')} />
        <Row title={t('giving.mine')} note={t('giving.mine.note')} onTap={() => go('giving.donations')} />
        <Row title={t('me.vouchers')} onTap={() => go('redeem.vouchers')} />
      </Rows>
    </Section>
  )
}

const STEPS = ['0', '1', '2', '3'] as const
const DARKS = ['system', 'light', 'dark'] as const
function Look() {
  const { elder, k, dark } = useLook()
  return (
    <Section title={t('me.look')}>
      <Rows><Toggle label={t('me.elder')} note={t('me.elder.note')} on={elder} onChange={on => setPrefs({ elder: on })} /></Rows>
      <Box className='look'>
        {elder ? <Choice inline required label={t('me.size')} value={String(k) as '0'} options={STEPS.map(s => ({ value: s, text: t(`me.size.${s}`) }))} onChange={s => setPrefs({ k: Number(s) })} /> : null}
        <Choice inline required label={t('me.dark')} value={dark} options={DARKS.map(d => ({ value: d, text: t(`me.dark.${d}`) }))} onChange={(d: Prefs['dark']) => setPrefs({ dark: d })} />
      </Box>
    </Section>
  )
}

function Account() {
  const { membership } = useMe()
  async function leave() {
    if (!await ask({ title: t('me.out.ask'), text: t('me.out.text'), yes: t('me.out.yes') })) return
    await signOut()
    restart('signIn')
  }
  return (
    <Section>
      {membership ? <Rows><Row title={t('me.id')} note={t('me.id.note')} value={<Txt num size={1}>{membership.member_id.slice(-8)}</Txt>} onTap={() => device.copy(membership.member_id).then(() => toast(t('me.copied')))} /></Rows> : null}
      <Box className='out'><Btn wide onTap={leave}>{t('me.out')}</Btn></Box>
    </Section>
  )
}
