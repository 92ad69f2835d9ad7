/** The pool's public account: what it holds, what came in and went out this year, that they add up; receivers are never named. */
import { useState } from 'react'
import { amount as sum, hours, plainDay, shortDay } from '@/core/format'
import { useLoad, usePages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { useMe } from '@/core/store'
import type { LedgerBook, OwnEntitlement, Pool, PoolBook, PoolFlow } from '@/core/types'
import { ownEntitlement, pool, poolDonations } from '@/services/giving'
import { Btn, Card, Figure, LoadedView, PagedList, Row, Rows, Screen, Section, Stack, Tabs, TwoSidedBar, Txt } from '@/ui'
import '../parts/index.scss'

const unitOf = (book: LedgerBook) => (book === 'TIME' ? 'minute' : 'point') as 'minute' | 'point'
const total = (flows: readonly PoolFlow[]) => flows.reduce((all, f) => all + f.amount, 0)

export default function PoolPage() {
  const { cid } = useMe()
  const [book, setBook] = useState<LedgerBook>('TIME')
  const load = useLoad(() => Promise.all([pool(), ownEntitlement()]), [cid], { keep: 'pool', skip: !cid })
  return (
    <Screen title={t('giving.pool')} action={<Btn kind='main' wide onTap={() => go('giving.donate')}>{t('giving.pool.give')}</Btn>}>
      <LoadedView of={load} shape='book'>{([all, own]) => (
        <Stack gap={3}>
          {own ? <Own of={own} /> : null}
          <Tabs<LedgerBook> label={t('giving.pool.book')} value={book} tabs={[{ value: 'TIME', text: t('giving.pool.time') }, { value: 'POINT', text: t('giving.pool.point') }]} onChange={setBook} />
          {all.books.filter(b => b.book === book).map(b => <Account key={b.book} of={b} />)}
          {book === 'TIME' ? <Grants of={all} /> : null}
          <Donors />
        </Stack>
      )}</LoadedView>
    </Screen>
  )
}

/** What the pool gives to the reader. */
const Own = ({ of: e }: { of: OwnEntitlement }) => (
  <Card className='g-own'><Stack gap={1}><Txt as='h2' size={3} bold>{t('giving.pool.own')}</Txt><Txt as='p' num>{t('giving.pool.own.text', { n: hours(e.monthly_minutes), left: hours(e.left_minutes), day: plainDay(e.valid_to) })}</Txt></Stack></Card>
)

function Account({ of: b }: { of: PoolBook }) {
  const say = (n: number) => sum(n, unitOf(b.book))
  const came = total(b.came_in), went = total(b.went_out)
  const line = (label: string, n: string, bold = false, note?: string) => <Row key={label} title={<Txt bold={bold}>{label}</Txt>} note={note} value={<Txt num bold={bold} tone='ink'>{n}</Txt>} />
  const flows = (list: readonly PoolFlow[], sign: string) => list.map(f => line(f.name, sign + say(f.amount), false, t('giving.pool.times', { n: f.count })))
  return (
    <>
      <Figure label={t('giving.pool.has')} value={say(b.balance)} tone={b.book === 'TIME' ? 'pine' : 'amber'} />
      {b.available < b.balance ? <Txt as='p' size={2} tone='ink2'>{t('giving.pool.held', { n: say(b.balance - b.available) })}</Txt> : null}
      <TwoSidedBar left={{ label: t('giving.pool.in'), value: came, text: say(came) }} right={{ label: t('giving.pool.out'), value: went, text: say(went) }} />
      <Rows label={t('giving.pool.sum')}>
        {line(t('giving.pool.opening'), say(b.opening))}
        {b.came_in.length ? flows(b.came_in, '+') : <Row title={<Txt tone='ink2'>{t('giving.pool.none.in')}</Txt>} />}
        {b.went_out.length ? flows(b.went_out, '−') : <Row title={<Txt tone='ink2'>{t('giving.pool.none.out')}</Txt>} />}
        {line(t('giving.pool.closing'), say(b.closing), true, t('giving.pool.sum'))}
      </Rows>
    </>
  )
}

function Grants({ of: p }: { of: Pool }) {
  if (!p.grants.length) return null
  const monthOf = (day: string) => `${Number(day.slice(5, 7))}${t('giving.pool.month')}`
  return (
    <Section title={t('giving.pool.grants')} note={t('giving.pool.grants.note')}>
      <Rows>{p.grants.map(g => <Row key={g.month + g.ground} lead={<Txt size={1} tone='ink2' num>{monthOf(g.month)}</Txt>} title={g.ground_name} note={t('giving.pool.grants.n', { n: g.count })} value={<Txt num bold>{hours(g.minutes)}</Txt>} />)}</Rows>
    </Section>
  )
}

function Donors() {
  const { cid } = useMe()
  const list = usePages(poolDonations, [cid], { keep: 'pool:donors', skip: !cid })
  return (
    <Section title={t('giving.pool.donors')}>
      <PagedList of={list} empty={{ text: t('giving.pool.donors.none') }} row={d => <Row key={d.id} lead={<Txt size={1} tone='ink2' num>{shortDay(d.given_at)}</Txt>} title={`${d.donor_name}${d.mine ? t('giving.pool.mine') : ''}`} value={<Txt num bold tone={d.book === 'TIME' ? 'pine' : 'amber'}>{sum(d.amount, unitOf(d.book))}</Txt>} />} />
    </Section>
  )
}
