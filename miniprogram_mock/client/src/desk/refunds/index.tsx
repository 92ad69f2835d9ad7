/** Requests for a refund: a shop's own, or for the desk those that shops let pass unanswered. */
import { usePages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { useParams } from '@/core/nav'
import { useMe } from '@/core/store'
import { refundRequests } from '@/services/merchants'
import { PagedList, RefundCard, Screen } from '@/ui'

export default function RefundsPage() {
  const { unit_id } = useParams<'unit_id'>()
  const { cid } = useMe()
  const list = usePages(cursor => refundRequests(unit_id ? { unit_id } : { overdue: true }, cursor), [cid, unit_id], { keep: 'refunds:' + (unit_id ?? ''), skip: !cid })
  return (
    <Screen title={t(unit_id ? 'shop.refunds' : 'shop.refunds.late')}>
      <PagedList ruled={false} of={list} empty={{ text: t(unit_id ? 'shop.refunds.none' : 'shop.refunds.late.none') }} row={r => <RefundCard key={r.id} linked request={r} onDone={() => { list.reload() }} />} />
    </Screen>
  )
}
