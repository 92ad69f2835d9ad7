/** What I gave to funds, and what became of each. */
import { plainDay } from '@/core/format'
import { usePages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { useMe } from '@/core/store'
import { myDonations } from '@/services/giving'
import { PagedList, Row, Rows, Screen, Section, Txt } from '@/ui'
import { fateOf, whatOf } from '../parts/rules'

export default function DonationsPage() {
  const { cid } = useMe()
  const list = usePages(myDonations, [cid], { keep: 'donations', skip: !cid })
  return (
    <Screen title={t('giving.mine')}>
      <PagedList of={list} empty={{ text: t('giving.mine.none'), action: { text: t('giving.mine.look'), onTap: () => go('giving.funds') } }}
        row={d => <Row key={d.id} title={d.fund.name} note={`${plainDay(d.received_on)} · ${d.state === 'acknowledged' ? fateOf(d) : d.state_name}`} value={<Txt num bold tone='ink'>{whatOf(d)}</Txt>} onTap={() => go('giving.donation', { id: d.id })} />} />
      {list.items?.length ? <Section><Rows><Row title={t('giving.mine.look')} note={t('giving.funds.note')} onTap={() => go('giving.funds')} /><Row title={t('giving.pool.open')} onTap={() => go('giving.pool')} /></Rows></Section> : null}
    </Screen>
  )
}
