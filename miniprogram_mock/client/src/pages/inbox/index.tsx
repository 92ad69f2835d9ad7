/** Messages to me, newest first; what each is about opens by a tap. */
import { toast } from '@/core/dialogs'
import { usePages, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import type { Route } from '@/core/routes'
import { useMe } from '@/core/store'
import { dateTime } from '@/core/format'
import type { Notice } from '@/core/types'
import { askForReminders, inbox, readUpTo, unread } from '@/services/inbox'
import { Btn, Chip, PagedList, Row, Screen, Txt } from '@/ui'

const TARGETS: Record<string, Route> = { entry: 'lists.entry', shift: 'volunteering.shift', record: 'volunteering.record', audit: 'volunteering.audit', audit_cases: 'desk.auditCases', dispute: 'volunteering.dispute', voucher: 'redeem.voucher', merchant: 'desk.shop', redemption: 'redeem.refund', clearing: 'clearing.transfer', offer: 'redeem.offer', order: 'exchange.order', claim: 'desk.claim', team: 'teams.team', match: 'matching.mine', agreement: 'agreements.read', duty_term: 'agreements.duty', duty_notes: 'agreements.notes', topic: 'lists.topic', meeting: 'meetings.meeting', meeting_demand: 'meetings.demand', motion: 'meetings.vote', budget_round: 'budget.round', moderation_item: 'opinions.queue', booking: 'lists.booking', edition_draft: 'lists.draft', sign_up: 'act', referral: 'lists.referrals', actor_suggestion: 'desk.staffActors', kin_tie: 'giving.kin', gift: 'giving.given', grant: 'giving.pool', pool: 'giving.pool', entitlement: 'giving.entitlements', fund_donation: 'giving.donation', certificate: 'certificates.mine', reciprocity_statement: 'alliance.statement', alliance: 'alliance.board', dossier: 'dossier.mine', dossier_export: 'desk.staffExport', dossier_import: 'desk.dossierImport', voucher_flag: 'desk.flags', reserve_move: 'redeem.reserve' }

/** Where a message leads, if anywhere. A person's word on matching is asked at the desk and answered to whoever asked. */
function pageOf({ target }: Notice, isStaff: boolean): [Route, Record<string, string>] | undefined {
  if (target?.type === 'match_review') return isStaff ? ['matching.staff', { view: 'asked' }] : ['matching.mine', { view: 'asked' }]
  const route = target && TARGETS[target.type]
  return route && target ? [route, { id: target.id }] : undefined
}

export default function Inbox() {
  const { cid, isStaff } = useMe()
  const count = unread.use()
  const list = usePages(inbox, [cid], { keep: 'inbox', skip: !cid })
  const read = useWrite(readUpTo, { then: () => list.change(n => ({ ...n, read: true })) })
  const remind = useWrite(askForReminders, { then: r => { if (r) toast(r.items.some(i => i.unspent > 0) ? t('inbox.remind.done') : t('inbox.remind.no')) } })
  const newest = list.items?.[0]
  return (
    <Screen title={t('inbox.title')} side={count && newest ? <Btn kind='quiet' busy={read.busy} onTap={() => read.run(newest.id)}>{t('inbox.read')}</Btn> : undefined}
      action={<Btn wide busy={remind.busy} onTap={() => remind.run()}>{t('inbox.remind')}</Btn>}>
      <PagedList of={list} empty={{ text: t('inbox.empty') }}
        row={n => {
          const page = pageOf(n, isStaff)
          return (
          <Row key={n.id} title={<>{n.read ? null : <><Chip tone='seal'>{t('inbox.new')}</Chip>{' '}</>}<Txt bold={!n.read}>{n.title}</Txt></>}
            note={<>{n.text}<Txt size={1} tone='ink2' className='block num'>{dateTime(n.at)}</Txt></>} onTap={page ? () => go(...page) : undefined} />
          )
        }} />
    </Screen>
  )
}
