/** The staff's desk: what waits, what can be started, and in a demo the clock. */
import { dateTime } from '@/core/format'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { prefs, useMe, useWide } from '@/core/store'
import { suggestions } from '@/services/actors'
import { claims } from '@/services/claims'
import { correctionRequests } from '@/services/corrections'
import { merchants, objections, refundRequests } from '@/services/merchants'
import { members } from '@/services/communities'
import { advance, clock } from '@/services/demo'
import { orders } from '@/services/exchange'
import { entries } from '@/services/lists'
import { imports } from '@/services/imports'
import { reviews } from '@/services/matching'
import { terms } from '@/services/duties'
import { textsToCheck } from '@/services/opinions'
import { topics } from '@/services/topics'
import { disputes as recordDisputes, recordsToDo } from '@/services/volunteering'
import { Box, Btn, Card, Chip, Row, Rows, Screen, Section, Stack, StartPage, Txt } from '@/ui'
import { LATE } from '@/agreements/duty-parts/rules'
import { ADOPTED_KINDS } from '../parts/kinds'
import '../parts/index.scss'

/** How many wait; a full first page says "20+". */
async function waiting() {
  const count = (page: { items: unknown[]; next_cursor: string | null }) => ({ n: page.items.length, more: !!page.next_cursor })
  const [owed, shops, late, objected, people, todo, wishes, open, delivered, found, asked, tables, disputes, hours, persons, said, ...lists] = await Promise.all([terms({ state: LATE }), merchants('applied'), refundRequests({ overdue: true }), objections(true), members('applied'), recordsToDo(), correctionRequests(), claims({ state: 'open' }), claims({ state: 'delivered' }), suggestions(), topics({ stage: 'suggested' }), imports(), orders({ scope: 'disputes' }), recordDisputes({ open: true }), reviews({ state: 'asked' }), textsToCheck(), ...ADOPTED_KINDS.map(kind => entries(kind, { state: 'proposed' }))])
  const sum = (parts: { n: number; more: boolean }[]) => ({ n: parts.reduce((all, part) => all + part.n, 0), more: parts.some(part => part.more) })
  return { duties: count(owed), shops: count(shops), refunds: count(late), objections: count(objected), entries: sum(lists.map(count)), members: count(people), records: count(todo), corrections: count(wishes), claims: sum([count(open), count(delivered)]), actors: { n: found.length, more: false }, topics: count(asked), orders: count(disputes), disputes: count(hours), matching: count(persons), texts: count(said), imports: { n: tables.items.filter(x => x.state === 'checked').length, more: false } }
}

export default function StaffDesk() {
  const { cid, isStaff, isLead } = useMe()
  const load = useLoad(waiting, [cid], { keep: 'staff:waiting', skip: !isStaff })
  const wide = useWide(), theClock = <DemoClock onMoved={() => load.reload()} />
  const chip = (w?: { n: number; more: boolean }) => (w?.n ? <Chip tone='warn'>{t('desk.staff.n', { n: w.more ? `${w.n}+` : w.n })}</Chip> : <Txt size={2} tone='ink2'>{w ? t('desk.staff.none') : ''}</Txt>)
  return (
    <Screen wide title={t('desk.staff')}>
      <Box className='d-two'>
        <Stack gap={0}>
          <Section title={t('desk.staff.wait')}>
            <Rows>
              <Row title={t('desk.staff.entries')} value={chip(load.data?.entries)} onTap={() => go('desk.staffEntries')} />
              <Row title={t('desk.staff.members')} value={chip(load.data?.members)} onTap={() => go('desk.staffMembers')} />
              <Row title={t('desk.staff.records')} note={t('desk.staff.records.note')} value={chip(load.data?.records)} onTap={() => go('desk.staffRecords')} />
              <Row title={t('correct.desk')} note={t('correct.desk.note')} value={chip(load.data?.corrections)} onTap={() => go('desk.corrections')} />
              <Row title={t('volunteering.disputes.desk')} note={t('volunteering.disputes.desk.note')} value={chip(load.data?.disputes)} onTap={() => go('volunteering.disputes')} />
              <Row title={t('matching.staff')} note={t('matching.staff.note')} value={chip(load.data?.matching)} onTap={() => go('matching.staff', load.data?.matching.n ? { view: 'asked' } : {})} />
              <Row title={t('desk.staff.claims')} note={t('desk.staff.claims.note')} value={chip(load.data?.claims)} onTap={() => go('desk.staffClaims')} />
              <Row title={t('agreements.list')} note={t('agreements.list.note')} onTap={() => go('agreements.list')} />
              <Row title={t('duty.board.title')} note={t('duty.board.note')} value={chip(load.data?.duties)} onTap={() => go('desk.duties')} />
              <Row title={t('exchange.desk')} note={t('exchange.desk.note')} value={chip(load.data?.orders)} onTap={() => go('desk.staffOrders')} />
              <Row title={t('shop.staff')} note={t('shop.staff.note')} value={chip(load.data?.shops)} onTap={() => go('desk.staffMerchants')} />
              <Row title={t('shop.refunds.late')} value={chip(load.data?.refunds)} onTap={() => go('desk.refunds')} />
              <Row title={t('shop.objections')} note={t('shop.objections.note')} value={chip(load.data?.objections)} onTap={() => go('desk.staffMerchants', { view: 'objected' })} />
              <Row title={t('moderation.title')} note={t('moderation.note')} value={chip(load.data?.texts)} onTap={() => go('opinions.queue')} />
              <Row title={t('desk.staff.topics')} note={t('desk.staff.topics.note')} value={chip(load.data?.topics)} onTap={() => go('topics')} />
            </Rows>
          </Section>
          {wide ? theClock : null}
        </Stack>
        <Stack gap={0}>
          <Section title={t('desk.staff.make')}>
            <Rows>
              <Row title={t('desk.staff.shift')} note={t('desk.staff.shift.note')} onTap={() => go('lists.list', { kind: 'action' })} />
              <Row title={t('desk.staff.action')} onTap={() => go('lists.propose', { kind: 'action' })} />
              <Row title={t('paper.new')} note={t('paper.new.note')} onTap={() => go('desk.paper')} />
              <Row title={t('desk.staff.project')} onTap={() => go('lists.propose', { kind: 'service_project' })} />
              <Row title={t('desk.staff.benefit')} onTap={() => go('lists.propose', { kind: 'benefit' })} />
              <Row title={t('actors.desk')} note={t('actors.desk.note')} value={load.data ? chip(load.data.actors) : undefined} onTap={() => go('desk.staffActors')} />
              <Row title={t('imports.open')} note={t('imports.open.note')} value={load.data?.imports.n ? chip(load.data.imports) : undefined} onTap={() => go('desk.staffImports')} />
              <Row title={t('dossier.export')} note={t('dossier.export.note')} onTap={() => go('desk.staffExport')} />
              <Row title={t('dossier.import')} note={t('dossier.import.note')} onTap={() => go('desk.dossierImports')} />
              <Row title={t('dossier.desk')} note={t('dossier.desk.note')} onTap={() => go('desk.staffMembers', { view: 'verified' })} />
              {isLead ? <Row title={t('desk.staff.roles')} note={t('desk.staff.roles.note')} onTap={() => go('desk.staffMembers', { view: 'verified' })} /> : null}
            </Rows>
          </Section>
          <Section title={t('desk.staff.account')}>
            <Rows>
              <Row title={t('editions.desk')} note={t('editions.desk.note')} onTap={() => go('desk.staffEditions')} />
              <Row title={t('paper.super')} note={t('paper.super.note')} onTap={() => go('desk.supervisor')} />
              <Row title={t('desk.staff.notices')} onTap={() => go('volunteering.notices')} />
              <Row title={t('certificates.desk')} note={t('certificates.desk.note')} onTap={() => go('certificates.issued')} />
              <Row title={t('giving.desk.pool')} note={t('giving.desk.pool.note')} onTap={() => go('giving.entitlements')} />
              <Row title={t('giving.funds')} note={t('giving.desk.funds.note')} onTap={() => go('giving.funds')} />
              <Row title={t('redeem.cov.title')} onTap={() => go('redeem.coverage')} />
              <Row title={t('till.res.title')} note={t('till.res.note')} onTap={() => go('redeem.reserve')} />
              <Row title={t('till.flags.desk')} note={t('till.flags.desk.note')} onTap={() => go('desk.flags')} />
              <Row title={t('alliance.all')} note={t('alliance.all.note')} onTap={() => go('alliance.units')} />
              <Row title={t('alliance.title')} note={t('alliance.desk.note')} onTap={() => go('alliance.alliances')} />
              <Row title={t('clearing.pairs')} note={t('clearing.desk.note')} onTap={() => go('clearing.pairs')} />
              <Row title={t('rules.desk')} note={t('rules.desk.note')} onTap={() => go('redeem.rules')} />
            </Rows>
          </Section>
          {wide ? null : theClock}
          <Section><StartPage route='desk.staff' /></Section>
        </Stack>
      </Box>
    </Screen>
  )
}

const STEPS = [['desk.clock.hour', 3600], ['desk.clock.day', 86400], ['desk.clock.notice', 6 * 86400]] as const

function DemoClock({ onMoved }: { onMoved(): void }) {
  const { demo } = prefs.use()
  const now = useLoad(clock, [demo], { skip: !demo })
  const write = useWrite(advance, { done: c => t('desk.clock.done', { when: dateTime(c.now) }), then: c => { now.set(c); onMoved() } })
  if (!demo) return null
  return (
    <Section title={t('desk.clock')}>
      <Card>
        <Txt as='p' bold num>{now.data ? `${t('desk.clock.now')} ${dateTime(now.data.now)}` : t('desk.clock.now')}</Txt>
        <Txt as='p' size={2} tone='ink2'>{t('desk.clock.note')}</Txt>
        <Box className='d-clock'>{STEPS.map(([key, seconds]) => <Btn key={key} busy={write.busy} onTap={() => write.run(seconds)}>{t(key)}</Btn>)}</Box>
      </Card>
    </Section>
  )
}
