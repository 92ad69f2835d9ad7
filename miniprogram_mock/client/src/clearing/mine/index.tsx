/** What I sent from this community and got in it. */
import { dateTime, points } from '@/core/format'
import { usePages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { useMe } from '@/core/store'
import { myTransfers } from '@/services/clearing'
import { PagedList, Row, Screen, Txt } from '@/ui'
import { titleOf } from '../rules'

export default function MinePage() {
  const { cid } = useMe()
  const list = usePages(myTransfers, [cid], { keep: 'clearing:mine', skip: !cid })
  return (
    <Screen title={t('clearing.mine')}>
      <PagedList of={list} empty={{ text: t('clearing.mine.empty'), action: { text: t('clearing.send'), onTap: () => go('clearing.send') } }}
        row={x => <Row key={x.id} title={titleOf(x)} note={`${dateTime(x.sent_at)} · ${x.state_name}`} value={<Txt num bold tone={x.state === 'refunded' ? 'ink2' : 'amber'}>{`${x.direction === 'out' ? '−' : '+'}${points(x.points)}`}</Txt>} onTap={() => go('clearing.transfer', { id: x.id })} />} />
    </Screen>
  )
}
