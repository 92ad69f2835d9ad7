/** The five marks: passbook, seal, line of stops, two-sided bar, reason chip. Drawn with boxes alone, so both targets agree. */
import { useState, type ReactNode } from 'react'
import { amount, clip, dateTime, shortDay, signed } from '@/core/format'
import { t } from '@/core/i18n'
import { useLook } from '@/core/store'
import type { Book, BookPage, Line as BookLine, Stop } from '@/core/types'
import { cx } from './cx'
import { Box, Btn, Row, Sheet, Tabs, Txt } from './prim'
import type { Tone } from './types'

export const BOOK_TONE: Record<Book, Tone> = { service: 'record', time: 'pine', point: 'amber' }

/** Date left, what in the middle, signed amount right in its book's colour, balance small beneath. Large text puts the date under the title. */
export function PassbookLine({ line, book, unit, onTap }: { line: BookLine; book: Book; unit: 'minute' | 'point'; onTap?(): void }) {
  const { elder } = useLook()
  const date = <Txt size={1} tone='ink2' num className='pb-d'>{shortDay(line.at)}</Txt>
  const sums = <Box className='pb-a'><Txt num bold tone={BOOK_TONE[book]} className='block'>{signed(line.amount, unit)}</Txt><Txt num size={1} tone='ink2' className='block'>{t('ui.balance', { n: amount(line.balance, unit) })}</Txt></Box>
  return <Row lead={elder ? undefined : date} title={line.title} note={elder ? date : undefined} value={sums} onTap={onTap} />
}

export interface BookHead extends Pick<BookPage, 'book' | 'name' | 'unit' | 'balance' | 'available'> { /** one sentence: what it is for */ note?: string }
/** Three tabs of one booklet; `children` are the ruled lines of the open book. */
export function PassbookBook({ books, value, onChange, children }: { books: BookHead[]; value: Book; onChange(b: Book): void; children?: ReactNode }) {
  const open = books.find(b => b.book === value)
  return (
    <Box className={`booklet bk-${value}`}>
      <Tabs label={t('ui.books')} value={value} tabs={books.map(b => ({ value: b.book, text: b.name }))} onChange={onChange} />
      {open ? (
        <Box className='bk-page' role='tabpanel' label={open.name}>
          <Box className='bk-head'>
            <Txt className={`fig c-${BOOK_TONE[value]} num`}>{amount(open.balance, open.unit)}</Txt>
            {open.available !== open.balance ? <Txt as='p' size={2} tone='ink2'>{t('ui.available', { n: amount(open.available, open.unit) })}</Txt> : null}
            {open.note ? <Txt as='p' size={2} tone='ink2'>{open.note}</Txt> : null}
          </Box>
          <Box className='bk-lines'>{children}</Box>
        </Box>
      ) : null}
    </Box>
  )
}

/** A small square vermilion seal; its short hash beneath. Tapping it proves it, where there is something to prove. */
export function Seal({ text = '三共', hash, label, onTap }: { /** two or four characters */ text?: string; hash?: string; label: string; onTap?(): void }) {
  const face = (
    <Box className='seal-w'>
      <Box className={cx('seal', Array.from(text).length > 2 && 'four')}>{Array.from(text).slice(0, 4).map((c, i) => <Txt key={i} className='seal-c'>{c}</Txt>)}</Box>
      {hash ? <Txt className='seal-h'>{hash.slice(0, 8)}</Txt> : null}
    </Box>
  )
  return onTap ? <Btn kind='quiet' className='seal-b' label={label} onTap={onTap}>{face}</Btn> : <Box role='img' label={label} className='seal-b'>{face}</Box>
}

export interface StopView extends Pick<Stop, 'name' | 'status'> { key?: string; at?: string | null; by?: { name: string } | null; /** beside "now": who must act, by when */ note?: ReactNode }
/** One vertical line: done filled, now a ring, to come hollow. */
export const Stops = ({ stops, label }: { stops: readonly StopView[]; label?: string }) => (
  <Box className='stops' role='list' label={label ?? t('ui.stops')}>
    {stops.map((s, i) => (
      <Box key={s.key ?? `${s.name}${i}`} className={`stop s-${s.status}`} role='listitem'>
        <Box className='stop-m' />
        <Box className='stop-t'>
          <Txt bold={s.status === 'now'} tone={s.status === 'to_come' ? 'ink2' : 'ink'} className='block'>{s.name}<Txt className='sr'>{t(`ui.stop.${s.status}`)}</Txt></Txt>
          {s.at || s.by ? <Txt size={1} tone='ink2' className='block num'>{[s.at && dateTime(s.at), s.by?.name].filter(Boolean).join(' · ')}</Txt> : null}
          {s.note ? <Box className='stop-n'>{s.note}</Box> : null}
        </Box>
      </Box>
    ))}
  </Box>
)

interface Side { label: string; value: number; text: string }
/** Gave on the left, got on the right, one axis. */
export function TwoSidedBar({ left, right, max }: { left: Side; right: Side; max?: number }) {
  const top = Math.max(max ?? 0, left.value, right.value, 1)
  const percent = (n: number) => ({ width: `${Math.round((n / top) * 100)}%` })
  return (
    <Box className='two' role='img' label={`${left.label} ${left.text}，${right.label} ${right.text}`}>
      <Box className='two-l'><Box className='two-x'><Txt size={1} tone='ink2'>{left.label}</Txt><Txt size={2} bold num> {left.text}</Txt></Box><Box className='two-t'><Box className='two-f l' style={percent(left.value)} /></Box></Box>
      <Box className='two-a' />
      <Box className='two-r'><Box className='two-x'><Txt size={1} tone='ink2'>{right.label}</Txt><Txt size={2} bold num> {right.text}</Txt></Box><Box className='two-t'><Box className='two-f r' style={percent(right.value)} /></Box></Box>
    </Box>
  )
}

/** Why a machine suggested or refused it, in at most 16 characters; tap for the figures. */
export function ReasonChip({ reason, children }: { reason: string; /** the figures */ children?: ReactNode }) {
  const [open, setOpen] = useState(false)
  if (!children) return <Txt className='chip reason t-record'>{clip(reason, 16)}</Txt>
  return (
    <>
      <Btn kind='quiet' className='chip reason t-record tapchip' expanded={open} onTap={() => setOpen(true)}>{clip(reason, 16)}</Btn>
      <Sheet open={open} title={reason} closeLabel={t('ui.close')} onClose={() => setOpen(false)}>{children}</Sheet>
    </>
  )
}
