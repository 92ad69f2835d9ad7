/** My vouchers: usable, used, given back. */
import { useState } from 'react'
import { dateTime, points } from '@/core/format'
import { usePages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { useMe } from '@/core/store'
import type { Voucher } from '@/core/types'
import { myVouchers } from '@/services/redeem'
import { Chip, PagedList, Row, Screen, Tabs, Txt } from '@/ui'
import { lastDay, tabOf, type VoucherTab } from '../rules'

const TABS: VoucherTab[] = ['issued', 'used', 'over']

export default function VouchersPage() {
  const { cid } = useMe()
  const [tab, setTab] = useState<VoucherTab>('issued')
  const list = usePages(cursor => (tab === 'over' ? myVouchers(undefined, cursor) : myVouchers(tab, cursor)), [cid, tab], { keep: 'vouchers:' + tab, skip: !cid })
  const shown = { ...list, items: list.items?.filter(v => tabOf(v.state) === tab) }
  return (
    <Screen title={t('redeem.mine')}>
      <Tabs label={t('redeem.tab')} value={tab} tabs={TABS.map(value => ({ value, text: t(`redeem.tab.${value}`) }))} onChange={v => setTab(v as VoucherTab)} />
      {tab === 'over' && shown.items?.length ? <Txt as='p' size={2} tone='ink2'>{t('redeem.tab.over.note')}</Txt> : null}
      <PagedList of={shown} empty={{ text: t('redeem.vouchers.empty'), action: { text: t('redeem.vouchers.look'), onTap: () => go('redeem.offers') } }} row={v => <VoucherRow key={v.id} voucher={v} />} />
    </Screen>
  )
}

function VoucherRow({ voucher: v }: { voucher: Voucher }) {
  const when = v.state === 'issued' ? t('redeem.until', { when: lastDay(v.expires_at) }) : v.used_at ? t('redeem.used.at', { when: dateTime(v.used_at) }) : v.offer.unit.name
  return <Row title={v.quantity > 1 ? `${v.offer.title} × ${v.quantity}` : v.offer.title} note={when} value={<Chip tone={v.state === 'issued' ? 'amber' : 'ink2'}>{v.state === 'issued' ? points(v.points) : v.state_name}</Chip>} onTap={() => go('redeem.voucher', { id: v.id })} />
}
