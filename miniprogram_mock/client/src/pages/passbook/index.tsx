/** The passbook: three books of one booklet, newest lines first. */
import { useState } from 'react'
import { amount, dateTime, exactHours, plainDay, points, shortDay, signed } from '@/core/format'
import { useLoad, usePages, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go, restart } from '@/core/nav'
import { proofHolds } from '@/core/proof'
import { useMe } from '@/core/store'
import type { Book, BookPage, Line as BookLine, Passbook, Proof, Stars } from '@/core/types'
import { lines, passbook, proof, takeStatement } from '@/services/passbook'
import { BOOK_TONE, Box, Btn, Facts, Line, LoadedView, PagedList, PassbookBook, PassbookLine, Progress, Row, Rows, Screen, Seal, Sheet, Stack, StatementSheet, TraceRow, Txt } from '@/ui'
import { USES } from './uses'
import './index.scss'

export default function PassbookPage() {
  const { cid } = useMe()
  const [book, setBook] = useState<Book>('point')
  const books = useLoad(passbook, [cid], { keep: 'passbook', skip: !cid })
  const [first] = USES[book]
  const main = first ? <Btn kind='main' wide onTap={() => go(first.route)}>{t(first.title)}</Btn> : <Btn kind='main' wide onTap={() => restart('act')}>{t('passbook.find')}</Btn>
  return (
    <Screen title={t('passbook.title')} tab='passbook' side={cid ? <Btn kind='quiet' onTap={() => go('redeem.vouchers')}>{t('redeem.mine')}</Btn> : undefined} action={cid ? main : undefined}>
      <LoadedView of={books} shape='book'>{all => <Booklet of={all} book={book} setBook={setBook} cid={cid} />}</LoadedView>
    </Screen>
  )
}

function Booklet({ of: { books, stars, expiring, archived_until: archived }, book, setBook, cid }: { of: Passbook; book: Book; setBook(b: Book): void; cid?: number }) {
  const [line, setLine] = useState<BookLine>(), [taking, setTaking] = useState(false), [using, setUsing] = useState(false)
  const list = usePages(cursor => lines(book, cursor), [book, cid], { keep: 'lines:' + book })
  const { unit = 'minute', owed = 0 } = books.find(b => b.book === book) ?? {}
  return (
    <Stack gap={4}>
      <PassbookBook books={books.map(b => ({ ...b, note: t(`passbook.note.${b.book}`) }))} value={book} onChange={setBook}>
        <Box className='pb-link'>{USES[book].length > 1 ? <Btn kind='quiet' onTap={() => setUsing(true)}>{t('passbook.uses')}</Btn> : null}{book === 'service' ? <Btn kind='quiet' onTap={() => go('certificates.ask')}>{t('certificates.open')}</Btn> : null}{book === 'point' ? <Btn kind='quiet' onTap={() => go('redeem.coverage')}>{t('redeem.coverage')}</Btn> : null}<Btn kind='quiet' onTap={() => go('redeem.rules')}>{t('rules.open')}</Btn><Btn kind='quiet' onTap={() => setTaking(true)}>{t('passbook.statement')}</Btn></Box>
        {book === 'service' && stars ? <StarLevel of={stars} /> : null}
        {owed ? <Box className='pb-told'><Txt as='p' tone='warn' bold>{t('passbook.owed', { n: amount(owed, unit) })}</Txt></Box> : null}
        {book === 'point' && expiring ? <Box className='pb-told'><Txt as='p' tone='warn' bold>{t('passbook.expiring', { n: points(expiring.amount), day: plainDay(expiring.on) })}</Txt></Box> : null}
        <PagedList of={list} empty={{ text: t(`passbook.empty.${book}`), action: { text: t('passbook.find'), onTap: () => restart('act') } }}
          row={l => <PassbookLine key={l.id} line={l} book={book} unit={unit} onTap={() => setLine(l)} />} />
        {archived && !list.hasMore ? <Box className='pb-told'><Txt as='p' size={2} tone='ink2'>{t('passbook.archived', { day: shortDay(archived) })}</Txt></Box> : null}
      </PassbookBook>
      {using ? <UsesSheet book={book} name={books.find(b => b.book === book)?.name ?? ''} onClose={() => setUsing(false)} /> : null}
      {taking ? <StatementSheet take={(from, to, format) => takeStatement(book, from, to, format)} onClose={() => setTaking(false)} /> : null}
      {line ? <LineSheet line={line} book={book} unit={unit} onClose={() => setLine(undefined)} /> : null}
    </Stack>
  )
}

function UsesSheet({ book, name, onClose }: { book: Book; name: string; onClose(): void }) {
  return (
    <Sheet open title={t('passbook.uses.title', { book: name })} closeLabel={t('ui.close')} onClose={onClose}>
      <Rows>{USES[book].map(u => <Row key={u.route} title={t(u.title)} note={t(u.note)} onTap={() => { onClose(); go(u.route) }} />)}</Rows>
    </Sheet>
  )
}

/** What the hours so far are honoured with, and how far the next star is. */
function StarLevel({ of: s }: { of: Stars }) {
  const level = s.level ? t('passbook.star', { n: Array.from(t('passbook.digits'))[s.level - 1] }) : t('passbook.star.none')
  const text = s.next_minutes === null ? level : t('passbook.star.next', { level, left: exactHours(s.next_minutes - s.minutes) })
  return <Box className='pb-told'><Progress done={s.minutes} all={s.next_minutes ?? s.minutes} text={text} /></Box>
}

/** One line in full: the exact amount, when, and what it came from. */
function LineSheet({ line: l, book, unit, onClose }: { line: BookLine; book: Book; unit: BookPage['unit']; onClose(): void }) {
  const from = l.source && sourceOf(l.source)
  const exact: [string, string][] = unit === 'minute' ? [[t('passbook.exact'), exactHours(Math.abs(l.amount))]] : []
  return (
    <Sheet open title={l.title} closeLabel={t('ui.close')} onClose={onClose} foot={from ? <Btn wide onTap={() => { onClose(); from() }}>{t('passbook.source')}</Btn> : undefined}>
      <Stack gap={3}>
        <Txt size={5} num bold tone={BOOK_TONE[book]}>{signed(l.amount, unit)}</Txt>
        <Facts items={[[t('passbook.when'), dateTime(l.at)], ...exact, [t('passbook.balance'), amount(l.balance, unit)]]} />
        <LineSeal id={l.id} />
        {book === 'service' ? null : <TraceRow type='transfer' id={l.id} />}
      </Stack>
    </Sheet>
  )
}

/** The seal of the day this line was booked; tapped, the phone itself checks that the line stands in it. */
function LineSeal({ id }: { id: string }) {
  const [found, setFound] = useState<Proof>()
  const check = useWrite(() => proof(id), { then: setFound })
  const holds = found && proofHolds(found)
  return (
    <Stack gap={2}>
      <Line gap={3}>
        <Seal hash={found?.seal.hash} label={t('passbook.seal')} onTap={() => check.run()} />
        <Txt size={2} tone='ink2' className='pb-about'>{check.busy ? t('passbook.seal.checking') : t('passbook.sealed')}</Txt>
      </Line>
      {found ? <Box role='status'><Txt as='p' bold tone={holds ? 'ok' : 'danger'}>{holds ? t('passbook.seal.holds', { day: plainDay(found.seal.day), n: found.seal.number }) : t('passbook.seal.broken')}</Txt></Box> : null}
    </Stack>
  )
}

function sourceOf({ type, id }: NonNullable<BookLine['source']>) {
  if (type === 'record') return () => { go('volunteering.record', { id }) }
  if (type === 'gift') return () => { go('giving.given', { id }) }
  if (type === 'pool_donation' || type === 'grant') return () => { go('giving.pool') }
  if (type === 'order') return () => { go('exchange.order', { id }) }
  if (type === 'clearing') return () => { go('clearing.transfer', { id }) }
  if (type === 'voucher') return () => { go('redeem.voucher', { id }) }
  return undefined
}
