/** What of a voucher was fetched and may go back. */
import { dateTime, lastDay } from '@/core/format'
import { useLoad } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go, useParams } from '@/core/nav'
import { productNow } from '@/core/now'
import type { VoucherUse } from '@/core/types'
import { uses } from '@/services/merchants'
import { LoadedView, Row, Rows, Screen, Stack, Txt } from '@/ui'

export default function UsesPage() {
  const { id = '' } = useParams<'id'>()
  const load = useLoad(() => uses(id).then(r => r.items), [id], { keep: 'uses:' + id })
  return (
    <Screen title={t('shop.uses')}>
      <LoadedView of={load} empty={{ when: all => !all.length, text: t('shop.uses.none') }}>
        {all => <Stack gap={3}><Txt as='p' tone='ink2'>{t('shop.uses.lead')}</Txt><Rows>{all.map(u => <Row key={u.id} title={`${dateTime(u.at)} · ${t('shop.use', { n: u.quantity })}`} note={stateOf(u)} onTap={() => go('redeem.refund', { id: u.id })} />)}</Rows></Stack>}
      </LoadedView>
    </Screen>
  )
}

function stateOf(u: VoucherUse) {
  const back = u.refunded ? t('shop.use.back', { n: u.refunded }) : ''
  if (u.refunded === u.quantity) return back
  const open = u.refund_until && Date.parse(u.refund_until) > productNow()
  return [back, open ? t('shop.use.until', { when: lastDay(u.refund_until!) }) : t('shop.use.over')].filter(Boolean).join(' · ')
}
