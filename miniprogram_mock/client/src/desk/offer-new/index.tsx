/** The merchant puts something on offer out of one of its pledges, or changes it: words, pictures, price, stock, caps. */
import { useState } from 'react'
import { ApiError } from '@/core/http'
import { points, wholeNumber } from '@/core/format'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { back, replace, useParams } from '@/core/nav'
import type { Offer, OfferCategory, Photo, Pledge } from '@/core/types'
import { addOffer, editOffer, offer as loadOffer, pledges } from '@/services/redeem'
import { Area, Box, Btn, Field, LoadedView, PhotoPicker, Picker, Screen, Section, Txt } from '@/ui'
import { CATEGORY_OPTIONS, readOffer, startOf, type OfferTexts } from '../parts/offer'
import '../parts/index.scss'

const active = (unitId: string) => pledges(unitId).then(page => page.items.filter(p => p.state === 'active'))
const restOf = (p: Pledge) => p.points - p.redeemed - p.lapsed

export default function OfferNewPage() {
  const { unit_id = '', pledge_id = '', id = '' } = useParams<'unit_id' | 'pledge_id' | 'id'>()
  return id ? <Edit id={id} /> : <New unitId={unit_id} pledgeId={pledge_id} />
}

function New({ unitId, pledgeId }: { unitId: string; pledgeId: string }) {
  const load = useLoad(() => active(unitId), [unitId])
  if (load.data?.length) return <NewForm pledges={load.data} first={load.data.some(p => p.id === pledgeId) ? pledgeId : load.data[0].id} />
  return (
    <Screen title={t('desk.offer.title')}>
      <LoadedView of={load} shape='card' empty={{ when: list => !list.length, text: t('desk.offer.nopledge'), action: { text: t('desk.pledge.more'), onTap: () => replace('desk.pledge', { unit_id: unitId }) } }}>{() => null}</LoadedView>
    </Screen>
  )
}

function NewForm({ pledges: list, first }: { pledges: Pledge[]; first: string }) {
  const [pledgeId, setPledgeId] = useState(first), [texts, setTexts] = useState(startOf()), [photos, setPhotos] = useState<readonly Photo[]>([]), [tried, setTried] = useState(false), [sending, setSending] = useState(false)
  const write = useWrite(addOffer, { done: t('desk.offer.done'), then: () => back() })
  const read = readOffer(texts), of = list.find(p => p.id === pledgeId), price = wholeNumber(texts.price_points), stock = wholeNumber(texts.stock)
  function send() {
    setTried(true)
    if (read.value) write.run({ pledge_id: pledgeId, ...read.value, photos: photos.map(p => p.id) })
  }
  return (
    <Screen title={t('desk.offer.title')} action={<Btn kind='main' wide disabled={sending} busy={write.busy} onTap={send}>{t('desk.offer.send')}</Btn>}>
      <Picker required label={t('desk.offer.of')} value={pledgeId} options={list.map(p => ({ value: p.id, text: p.title }))} onChange={setPledgeId} />
      <Fields texts={texts} problems={{ ...(tried ? read.problems : {}), ...write.fields }} photos={photos} onTexts={setTexts} onPhotos={setPhotos} onBusy={setSending} />
      {of && price && stock ? <Sum all={price * stock} rest={restOf(of)} /> : null}
    </Screen>
  )
}

function Edit({ id }: { id: string }) {
  const load = useLoad(() => loadOffer(id), [id])
  if (load.data?.moves.length) return <EditForm first={load.data} />
  return <Screen title={t('shop.offer.edit')}><LoadedView of={load} shape='card' empty={{ when: o => !o.moves.length, text: t('shop.offer.closed') }}>{() => null}</LoadedView></Screen>
}

function EditForm({ first }: { first: Offer }) {
  const [base, setBase] = useState(first), [texts, setTexts] = useState(startOf(first)), [photos, setPhotos] = useState<readonly Photo[]>(first.photos), [tried, setTried] = useState(false), [newer, setNewer] = useState(false), [sending, setSending] = useState(false)
  const read = readOffer(texts, base.sold)
  const write = useWrite(async () => {
    try { return await editOffer(base.id, base.version, { ...read.value!, photos: photos.map(p => p.id) }) } catch (e) {
      if (e instanceof ApiError && e.status === 412) await catchUp()
      throw e
    }
  }, { done: t('shop.offer.saved'), then: () => back() })
  /** Somebody else was quicker: their version is shown, nothing of it is overwritten unseen. */
  async function catchUp() {
    const now = await loadOffer(base.id)
    setBase(now); setTexts(startOf(now)); setPhotos(now.photos); setNewer(true)
  }
  function send() { setTried(true); setNewer(false); if (read.value) write.run() }
  return (
    <Screen title={t('shop.offer.edit')} action={<Btn kind='main' wide disabled={sending} busy={write.busy} onTap={send}>{t('shop.offer.save')}</Btn>}>
      {newer ? <Box role='alert' className='d-refused'><Txt as='p' bold>{t('shop.offer.newer')}</Txt></Box> : null}
      <Fields edit={base} texts={texts} problems={{ ...(tried ? read.problems : {}), ...write.fields }} photos={photos} onTexts={setTexts} onPhotos={setPhotos} onBusy={setSending} />
    </Screen>
  )
}

interface FieldsProps { texts: OfferTexts; problems: Partial<Record<string, string>>; photos: readonly Photo[]; /** what is edited */ edit?: Offer; onTexts(t: OfferTexts): void; onPhotos(change: (was: readonly Photo[]) => readonly Photo[]): void; onBusy(busy: boolean): void }
function Fields({ texts, problems, photos, edit, onTexts, onPhotos, onBusy }: FieldsProps) {
  const put = (name: keyof OfferTexts) => (value: string) => onTexts({ ...texts, [name]: value })
  const count = (name: keyof OfferTexts, label: string, more: { suffix: string; help?: string; optional?: boolean }) =>
    <Field required={!more.optional} type='number' label={label} value={texts[name]} suffix={more.suffix} help={more.help} error={problems[name]} onChange={put(name)} />
  const parts = t('redeem.parts')
  return (
    <>
      <Field required label={t('desk.offer.name')} value={texts.title} max={60} error={problems.title} onChange={put('title')} />
      <PhotoPicker value={photos} error={problems.photos} onChange={onPhotos} onBusy={onBusy} />
      <Picker required label={t('shop.category')} value={texts.category as OfferCategory} options={CATEGORY_OPTIONS} onChange={put('category')} />
      {count('price_points', t('desk.offer.price'), { suffix: t('redeem.points'), help: edit ? t('shop.offer.price.help') : undefined })}
      {count('stock', t('desk.offer.stock'), { suffix: parts, help: edit?.sold ? t('shop.offer.stock.help', { n: edit.sold }) : undefined })}
      {count('voucher_days', t('desk.offer.days'), { suffix: t('desk.offer.day') })}
      <Area label={t('desk.offer.text')} help={t('desk.offer.text.help')} value={texts.text} max={500} error={problems.text} onChange={put('text')} />
      <Section title={t('shop.offer.more')}>
        {count('day_cap', t('shop.offer.day.cap'), { suffix: parts, help: t('shop.offer.cap.help'), optional: true })}
        {count('member_day_cap', t('shop.offer.member.day.cap'), { suffix: parts, optional: true })}
        {count('member_month_cap', t('shop.offer.member.month.cap'), { suffix: parts, optional: true })}
        {count('refund_days', t('shop.offer.refund'), { suffix: t('desk.offer.day'), help: t('shop.offer.refund.help') })}
      </Section>
    </>
  )
}

/** Whether the goods reach for all of it, before anybody stands at the till in vain. */
const Sum = ({ all, rest }: { all: number; rest: number }) => <Txt as='p' num tone={all > rest ? 'warn' : 'ink2'}>{t(all > rest ? 'desk.offer.over' : 'desk.offer.sum', { all: points(all), rest: points(rest) })}</Txt>
