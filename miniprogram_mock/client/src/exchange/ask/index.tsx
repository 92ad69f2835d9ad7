/** Ask for a hand: which kind, what, when, roughly where, how long; what it costs stands before the button. */
import { useState } from 'react'
import { dayAfter, localDay, toUtc } from '@/core/format'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { replace, useParams } from '@/core/nav'
import { productNow } from '@/core/now'
import { useMe } from '@/core/store'
import type { Named, OrderIn, OrderMeans } from '@/core/types'
import { askOrder, orderMeans } from '@/services/exchange'
import { categories } from '@/services/lists'
import { Area, Box, Btn, Card, Choice, DateTime, Field, Figure, LoadedView, MemberField, Picker, Screen, Stack, Toggle, Txt, type Moment } from '@/ui'
import { lengths, time } from '../rules'
import '../index.scss'

export default function AskPage() {
  const { for: behalf } = useParams<'for'>()
  const { cid } = useMe()
  const means = useLoad(orderMeans, [cid], { skip: !cid })
  return means.data ? <Form means={means.data} behalf={!!behalf && means.data.may_ask_for} /> : <Screen title={t('exchange.ask')}><LoadedView of={means} shape='detail'>{() => null}</LoadedView></Screen>
}

interface Draft { category: string; title: string; text: string; place: string; door: string; start: Moment; minutes: string; payer: 'own' | 'pool'; phone: boolean; who?: Named; consent: '' | 'spoken' | 'written' }
/** Tomorrow at ten: late enough for somebody to answer. */
const begin = (): Draft => ({ category: '', title: '', text: '', place: '', door: '', start: { date: dayAfter(localDay(productNow()), 1), time: '10:00' }, minutes: '60', payer: 'own', phone: false, consent: '' })

function Form({ means, behalf }: { means: OrderMeans; behalf: boolean }) {
  const [d, setDraft] = useState(begin), [tried, setTried] = useState(false)
  const set = (more: Partial<Draft>) => setDraft(was => ({ ...was, ...more }))
  const cats = useLoad(categories, [], { keep: 'categories' })
  const write = useWrite(askOrder, { done: t('exchange.f.sent'), then: o => replace('exchange.order', { id: o.id }) })
  const starts = toUtc(d.start.date, d.start.time)
  const bad = { title: d.title.trim().length < 2, category: !d.category, place: !d.place.trim(), start: Date.parse(starts) <= productNow(), who: behalf && !d.who, consent: behalf && !d.consent }
  const wrong = (key: keyof typeof bad) => (tried && bad[key] ? t(`exchange.f.bad.${key}`) : undefined)
  function send() {
    setTried(true)
    if (Object.values(bad).some(Boolean)) return
    const body: OrderIn = { category: d.category, title: d.title.trim(), text: d.text.trim(), place: d.place.trim(), door: d.door.trim() || undefined, starts_at: starts, minutes: Number(d.minutes), payer: d.payer, share_phone: d.phone }
    write.run(behalf && d.who && d.consent ? { ...body, on_behalf_of: { member_id: d.who.id, consent: d.consent } } : body)
  }
  const names = new Map((cats.data ?? []).map(c => [c.code, c.name]))
  const options = (cats.data ?? []).filter(c => c.parent).map(c => ({ value: c.code, text: `${names.get(c.parent ?? '') ?? ''} · ${c.name}` }))
  return (
    <Screen title={t(behalf ? 'exchange.desk.for' : 'exchange.ask')} action={<Btn kind='main' wide busy={write.busy} onTap={send}>{t('exchange.f.send')}</Btn>}>
      <Stack gap={4}>
        {behalf ? <Behalf draft={d} set={set} wrong={wrong} /> : null}
        <Picker required label={t('exchange.f.category')} value={d.category} options={options} error={wrong('category') ?? write.fields.category} onChange={category => set({ category })} />
        <Field required label={t('exchange.f.title')} help={t('exchange.f.title.help')} value={d.title} max={40} error={wrong('title') ?? write.fields.title} onChange={title => set({ title })} />
        <DateTime required label={t('exchange.f.start')} value={d.start} from={localDay(productNow())} to={dayAfter(localDay(productNow()), means.ahead_days)} error={wrong('start') ?? write.fields.starts_at} onChange={start => set({ start })} />
        <Picker required label={t('exchange.f.minutes')} value={d.minutes} options={lengths(means.minutes_min, means.minutes_max, means.minutes_step).map(n => ({ value: String(n), text: time(n) }))} error={write.fields.minutes} onChange={minutes => set({ minutes })} />
        <Price means={means} minutes={Number(d.minutes)} payer={d.payer} behalf={behalf} />
        {behalf || means.pool_left !== null ? <Payer means={means} behalf={behalf} value={d.payer} onChange={payer => set({ payer })} /> : null}
        <Field required label={t('exchange.f.place')} help={t('exchange.f.place.help')} value={d.place} max={40} error={wrong('place') ?? write.fields.place} onChange={place => set({ place })} />
        <Field label={t('exchange.f.door')} help={t('exchange.f.door.help')} value={d.door} max={60} error={write.fields.door} onChange={door => set({ door })} />
        <Area label={t('exchange.f.text')} help={t('exchange.f.text.help')} value={d.text} max={500} error={write.fields.text} onChange={text => set({ text })} />
        {behalf ? null : <Box className='rows'><Toggle label={t('exchange.f.phone')} note={t('exchange.f.phone.note')} on={d.phone} onChange={phone => set({ phone })} /></Box>}
      </Stack>
    </Screen>
  )
}

/** What it costs, what one has, and the rules that follow from asking. */
function Price({ means, minutes, payer, behalf }: { means: OrderMeans; minutes: number; payer: 'own' | 'pool'; behalf: boolean }) {
  const have = payer === 'pool' ? means.pool_left ?? 0 : means.available, lack = minutes - have
  return (
    <Card><Stack gap={2}>
      <Figure value={time(minutes)} label={t('exchange.price')} tone='pine' />
      {behalf ? null : <Txt as='p' num tone={lack > 0 ? 'warn' : 'ink2'}>{lack > 0 ? t('exchange.price.short', { have: time(have), lack: time(lack) }) : t('exchange.price.rest', { have: time(have), rest: time(-lack) })}</Txt>}
      <Txt as='p' size={2} tone='ink2'>{t('exchange.price.rule', { n: means.late_cancel_hours, c: means.compensation })}</Txt>
    </Stack></Card>
  )
}

function Payer({ means, behalf, value, onChange }: { means: OrderMeans; behalf: boolean; value: 'own' | 'pool'; onChange(v: 'own' | 'pool'): void }) {
  const own = { value: 'own' as const, text: behalf ? t('exchange.asker') : t('exchange.f.own'), note: behalf ? undefined : t('exchange.f.own.note', { have: time(means.available) }) }
  const pool = { value: 'pool' as const, text: t('exchange.f.pool'), note: behalf ? t('exchange.f.who.pool') : t('exchange.f.pool.note', { have: time(means.pool_left ?? 0) }) }
  return <Choice required label={t('exchange.f.payer')} value={value} options={[own, pool]} onChange={onChange} />
}

function Behalf({ draft, set, wrong }: { draft: Draft; set(more: Partial<Draft>): void; wrong(key: 'who' | 'consent'): string | undefined }) {
  const { membership } = useMe()
  return (
    <>
      <MemberField label={t('exchange.f.who')} help={t('exchange.f.who.help')} value={draft.who} without={membership ? [membership.member_id] : []} error={wrong('who')} onChange={who => set({ who })} />
      <Choice required inline label={t('exchange.f.consent')} value={draft.consent} options={[{ value: 'spoken', text: t('exchange.f.spoken') }, { value: 'written', text: t('exchange.f.written') }]} error={wrong('consent')} onChange={consent => set({ consent })} />
    </>
  )
}
