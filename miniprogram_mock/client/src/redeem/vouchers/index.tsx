/** My vouchers: usable, used, given back, run out. */
import { useState } from 'react'
import { dateTime, lastDay, points } from '@/core/format'
import { usePages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { productNow } from '@/core/now'
import { useMe } from '@/core/store'
import type { Voucher, VoucherState } from '@/core/types'
import { myVouchers } from '@/services/redeem'
import { PagedList, Row, Screen, Tabs, Txt } from '@/ui'
import { whatOf } from '../rules'

const TABS: VoucherState[] = ['issued', 'used', 'cancelled', 'expired']

export default function VouchersPage() {
  const { cid } = useMe()
  const [tab, setTab] = useState<VoucherState>('issued')
  const list = usePages(cursor => myVouchers(tab, cursor), [cid, tab], { keep: 'vouchers:' + tab, skip: !cid })
  const look = tab === 'issued' ? { text: t('redeem.vouchers.look'), onTap: () => go('redeem.offers') } : undefined
  return (
    <Screen title={t('redeem.mine')}>
      <Tabs label={t('redeem.tab')} value={tab} tabs={TABS.map(value => ({ value, text: t(`redeem.tab.${value}`) }))} onChange={v => setTab(v)} />
      <PagedList of={list} empty={{ text: t(`redeem.vouchers.empty.${tab}`), action: look }} row={v => <VoucherRow key={v.id} voucher={v} />} />
    </Screen>
  )
}

function VoucherRow({ voucher: v }: { voucher: Voucher }) {
  const when = v.state === 'issued' && Date.parse(v.expires_at) <= productNow() ? t('till.code.over') : v.state === 'issued' ? t('redeem.until', { when: lastDay(v.expires_at) }) : v.used_at ? t('redeem.used.at', { when: dateTime(v.used_at) }) : t('redeem.back')
  return <Row title={whatOf(v)} note={[v.offer.unit.name, v.state === 'issued' && v.quantity > 1 ? t('till.left', { left: v.left, all: v.quantity }) : '', when].filter(Boolean).join(' · ')} value={<Txt num tone={v.state === 'issued' ? 'amber' : 'ink2'}>{points(v.points)}</Txt>} onTap={() => go('redeem.voucher', { id: v.id })} />
}
