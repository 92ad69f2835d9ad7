/** What points can be exchanged for. */
import { points } from '@/core/format'
import { useLoad, usePages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { useMe } from '@/core/store'
import type { Offer } from '@/core/types'
import { passbook } from '@/services/passbook'
import { offers } from '@/services/redeem'
import { Btn, Chip, Line, PagedList, Row, Screen, Txt } from '@/ui'
import { lackOf } from '../rules'

export default function OffersPage() {
  const { cid } = useMe()
  const list = usePages(cursor => offers(undefined, cursor), [cid], { keep: 'offers', skip: !cid })
  const books = useLoad(passbook, [cid], { keep: 'passbook', skip: !cid })
  const have = books.data?.find(b => b.book === 'point')?.available
  return (
    <Screen title={t('redeem.title')}>
      <Line between>
        {have === undefined ? <Txt /> : <Txt size={3} bold num tone='amber'>{t('redeem.have', { n: points(have) })}</Txt>}
        <Btn kind='quiet' onTap={() => go('redeem.vouchers')}>{t('redeem.mine')}</Btn>
      </Line>
      <PagedList of={list} empty={{ text: t('redeem.offers.empty') }} row={o => <OfferRow key={o.id} offer={o} have={have} />} />
    </Screen>
  )
}

function OfferRow({ offer: o, have }: { offer: Offer; have?: number }) {
  const lack = have === undefined ? 0 : lackOf(o, 1, have)
  const state = o.state !== 'open' ? o.state_name : o.left === 0 ? t('redeem.none') : lack > 0 ? t('redeem.short', { n: points(lack) }) : t('redeem.left', { n: o.left })
  return <Row title={o.title} note={`${o.unit.name} · ${state}`} value={<Chip tone={lack > 0 || o.left === 0 || o.state !== 'open' ? 'ink2' : 'amber'}>{points(o.price_points)}</Chip>} onTap={() => go('redeem.offer', { id: o.id })} />
}
