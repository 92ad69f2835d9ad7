/** What points can be exchanged for: with pictures, found by a word, narrowed down by chips to what I can pay, a kind, a shop. */
import { useState } from 'react'
import { points } from '@/core/format'
import { useLoad, usePages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go, useParams } from '@/core/nav'
import { useLook, useMe, useWide } from '@/core/store'
import type { Named, Offer, OfferCategory } from '@/core/types'
import { merchants } from '@/services/merchants'
import { passbook } from '@/services/passbook'
import { addressOf } from '@/services/photos'
import { offers } from '@/services/redeem'
import { Box, Btn, Field, Line, PagedList, Pic, Row, Rows, Screen, Sheet, Txt } from '@/ui'
import { barOf, CATEGORIES, lackOf, stockOf } from '../rules'
import '../index.scss'

interface Filter { affordable: boolean; cheapest: boolean; category?: OfferCategory; shop?: Named; text?: string }
const ALL: Filter = { affordable: false, cheapest: false }
const isPlain = (f: Filter) => !f.affordable && !f.cheapest && !f.category && !f.shop && !f.text

export default function OffersPage() {
  const { unit_id, name = '' } = useParams<'unit_id' | 'name'>()
  const { cid } = useMe()
  const [filter, setFilter] = useState<Filter>({ ...ALL, shop: unit_id ? { id: unit_id, name } : undefined })
  const of = { text: filter.text, affordable: filter.affordable || undefined, category: filter.category, sort: filter.cheapest ? 'cheapest' as const : undefined, unit_id: filter.shop?.id }
  const plain = isPlain(filter)
  const list = usePages(cursor => offers(of, cursor), [cid, JSON.stringify(of)], { keep: plain ? 'offers-2' : undefined, skip: !cid })
  const none = { text: filter.text ? t('shop.find.none', { q: filter.text }) : t('shop.filter.none'), action: { text: t('shop.filter.clear'), onTap: () => setFilter(ALL) } }
  const books = useLoad(passbook, [cid], { keep: 'passbook', skip: !cid })
  const have = books.data?.books.find(b => b.book === 'point')?.available
  return (
    <Screen title={t('redeem.title')}>
      <Line between>
        {have === undefined ? <Txt /> : <Txt size={3} bold num tone='amber'>{t('redeem.have', { n: points(have) })}</Txt>}
        <Btn kind='quiet' onTap={() => go('redeem.vouchers')}>{t('redeem.mine')}</Btn>
      </Line>
      <Find key={filter.text} words={filter.text} onFind={text => setFilter({ ...filter, text })} />
      <Filters value={filter} onChange={setFilter} />
      <PagedList of={list} empty={plain ? { text: t('redeem.offers.empty') } : none} row={o => <OfferRow key={o.id} offer={o} have={have} />} />
    </Screen>
  )
}

/** Looks by the words once they are sent; sent empty, everything is there again. */
function Find({ words = '', onFind }: { words?: string; onFind(words?: string): void }) {
  const [typed, setTyped] = useState(words)
  const send = () => onFind(typed.trim() || undefined)
  return (
    <Line gap={2} className='rd-find'>
      <Box className='rd-words'><Field type='search' label={t('shop.find')} hideLabel placeholder={t('shop.find.hint')} max={60} value={typed} onChange={setTyped} onConfirm={send} /></Box>
      <Btn onTap={send}>{t('shop.find.go')}</Btn>
    </Line>
  )
}

const Chosen = ({ on, text, onTap }: { on: boolean; text: string; onTap(): void }) => <Btn kind='quiet' className={on ? 'rd-chip on' : 'rd-chip'} label={on ? text + t('shop.filter.on') : text} onTap={onTap}>{text}</Btn>

function Filters({ value: f, onChange }: { value: Filter; onChange(f: Filter): void }) {
  const [choosing, setChoosing] = useState(false)
  return (
    <>
      <Box className='rd-chips' role='group' label={t('shop.filter')}>
        <Chosen on={f.affordable} text={t('shop.filter.afford')} onTap={() => onChange({ ...f, affordable: !f.affordable })} />
        <Chosen on={f.cheapest} text={t('shop.filter.cheap')} onTap={() => onChange({ ...f, cheapest: !f.cheapest })} />
        <Chosen on={!!f.shop} text={f.shop?.name || t('shop.filter.shop')} onTap={() => setChoosing(true)} />
        {CATEGORIES.map(c => <Chosen key={c} on={f.category === c} text={t(`shop.category.${c}`)} onTap={() => onChange({ ...f, category: f.category === c ? undefined : c })} />)}
      </Box>
      {choosing ? <Shops chosen={f.shop} onChoose={shop => { setChoosing(false); onChange({ ...f, shop }) }} onClose={() => setChoosing(false)} /> : null}
    </>
  )
}

function Shops({ chosen, onChoose, onClose }: { chosen?: Named; onChoose(shop?: Named): void; onClose(): void }) {
  const list = useLoad(() => merchants().then(page => page.items.map(m => m.unit)), [], { keep: 'shops' })
  return (
    <Sheet open title={t('shop.filter.shop')} closeLabel={t('ui.close')} onClose={onClose}>
      <Rows>
        <Row title={t('shop.filter.all')} current={!chosen} onTap={() => onChoose(undefined)} />
        {(list.data ?? []).map(u => <Row key={u.id} title={u.name} current={u.id === chosen?.id} onTap={() => onChoose(u)} />)}
      </Rows>
    </Sheet>
  )
}

function OfferRow({ offer: o, have }: { offer: Offer; have?: number }) {
  const { elder } = useLook(), wide = useWide()
  const lack = have === undefined ? 0 : lackOf(o, 1, have), bar = barOf(o)
  const state = bar ? stockOf(o) : lack > 0 ? t('redeem.short', { n: points(lack) }) : stockOf(o)
  const price = <Txt bold num tone={bar || lack > 0 ? 'ink2' : 'amber'}>{points(o.price_points)}</Txt>
  const thumb = o.photos[0] ? <Pic className='rd-thumb' src={addressOf(o.photos[0].thumb_url)} label='' /> : undefined
  const open = () => go('redeem.offer', { id: o.id })
  // Large text: one thing a line, nothing beside the name.
  if (elder && !wide) return <Row lead={thumb} title={o.title} note={<>{price}<Txt className='block'>{state}</Txt><Txt className='block'>{o.unit.name}</Txt></>} onTap={open} />
  return <Row lead={thumb} title={o.title} note={`${o.unit.name} · ${state}`} value={price} onTap={open} />
}
