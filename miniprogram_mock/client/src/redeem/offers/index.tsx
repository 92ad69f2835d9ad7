/** What points can be exchanged for. */
import { points } from '@/core/format'
import { useLoad, usePages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { useLook, useMe, useWide } from '@/core/store'
import type { Offer } from '@/core/types'
import { passbook } from '@/services/passbook'
import { offers } from '@/services/redeem'
import { Btn, Line, PagedList, Row, Screen, Txt } from '@/ui'
import { barOf, lackOf } from '../rules'

export default function OffersPage() {
  const { cid } = useMe()
  const list = usePages(cursor => offers(undefined, cursor), [cid], { keep: 'offers', skip: !cid })
  const books = useLoad(passbook, [cid], { keep: 'passbook', skip: !cid })
  const have = books.data?.books.find(b => b.book === 'point')?.available
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
  const { elder } = useLook(), wide = useWide()
  const lack = have === undefined ? 0 : lackOf(o, 1, have), bar = barOf(o)
  const state = bar === 'closed' ? o.state_name : bar === 'sold' ? t('redeem.none') : lack > 0 ? t('redeem.short', { n: points(lack) }) : t('redeem.left', { n: o.left })
  const price = <Txt bold num tone={bar || lack > 0 ? 'ink2' : 'amber'}>{points(o.price_points)}</Txt>
  // Large text: one thing a line, nothing beside the name.
  if (elder && !wide) return <Row title={o.title} note={<>{price}<Txt className='block'>{state}</Txt><Txt className='block'>{o.unit.name}</Txt></>} onTap={() => go('redeem.offer', { id: o.id })} />
  return <Row title={o.title} note={`${o.unit.name} · ${state}`} value={price} onTap={() => go('redeem.offer', { id: o.id })} />
}
