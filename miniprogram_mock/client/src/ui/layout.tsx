/** How things stand on a page: stacks, lines, cards, sections of ruled rows, list beside detail. Written once for both targets. */
import type { ReactNode } from 'react'
import { useWide } from '@/core/store'
import { t } from '@/core/i18n'
import { cx } from './cx'
import { Box, Btn, Check, DateField, TimeField, Txt } from './prim'
import type { Gap, Tone } from './types'

interface Kids { children?: ReactNode; className?: string }

/** One under the other. */
export const Stack = ({ gap = 3, children, className }: Kids & { gap?: Gap }) => <Box className={cx('stack', `g${gap}`, className)}>{children}</Box>
/** Side by side, wrapping. `between` pushes to both ends. */
export const Line = ({ gap = 2, between, top, children, className }: Kids & { gap?: Gap; between?: boolean; /** align at the top, not the middle */ top?: boolean }) =>
  <Box className={cx('line', `g${gap}`, between && 'between', top && 'top', className)}>{children}</Box>
/** A sheet of surface with padding. */
export const Card = ({ children, className }: Kids) => <Box className={cx('card', className)}>{children}</Box>
/** A heading and what belongs to it; `aside` stands at the heading's right. */
export const Section = ({ title, aside, note, children }: Kids & { title?: ReactNode; aside?: ReactNode; note?: ReactNode }) => (
  <Box className='section'>
    {title ? <Box className='section-h'><Txt as='h2' size={3} bold>{title}</Txt>{aside ? <Box className='section-a'>{aside}</Box> : null}</Box> : null}
    {note ? <Txt as='p' size={2} tone='ink2' className='section-n'>{note}</Txt> : null}
    {children}
  </Box>
)
/** Ruled rows on one surface: put `Row`s inside. */
export const Rows = ({ children, label }: Kids & { label?: string }) => <Box className='rows' role='group' label={label}>{children}</Box>
/** A word or two with a tint; the word carries the meaning, the tint helps. */
export const Chip = ({ tone = 'ink2', children }: Kids & { tone?: Tone }) => <Txt className={cx('chip', `t-${tone}`)}>{children}</Txt>
/** Label and value, one under the other lines of the same kind. */
export const Facts = ({ items }: { items: readonly (readonly [label: string, value: ReactNode] | false | null | undefined)[] }) => (
  <Box className='facts'>
    {items.map(i => (i && i[1] != null && i[1] !== '' ? <Box key={i[0]} className='fact'><Txt className='fact-l'>{i[0]}</Txt><Box className='fact-v'>{i[1]}</Box></Box> : null))}
  </Box>
)
/** A number that answers the page's question. */
export const Figure = ({ value, unit, label, tone = 'ink' }: { value: string; unit?: string; label?: string; tone?: Tone }) => (
  <Box className='figure'>{label ? <Txt size={2} tone='ink2' className='block'>{label}</Txt> : null}<Txt className={`fig c-${tone} num`}>{value}</Txt>{unit ? <Txt size={2} tone='ink2'> {unit}</Txt> : null}</Box>
)

/** From 1000 px on: list left, detail right. On the phone only the list; its rows go to a page of their own. */
export function Split({ list, detail, empty }: { list: ReactNode; detail: ReactNode | null | undefined; /** what stands right before anything is chosen */ empty?: string }) {
  const wide = useWide()
  if (!wide) return <>{list}</>
  return (
    <Box className='split'>
      <Box className='split-l'>{list}</Box>
      <Box className='split-r'>{detail ?? <Box className='split-e'><Txt tone='ink2'>{empty ?? t('ui.choose')}</Txt></Box>}</Box>
    </Box>
  )
}

/** Long work: a bar with its number. */
export const Progress = ({ done, all, text }: { done: number; all: number; text: string }) => (
  <Box className='prog' role='status'>
    <Txt as='p' num>{text}</Txt>
    <Box className='prog-t' role='presentation'><Box className='prog-f' style={{ width: `${Math.round((done / Math.max(all, 1)) * 100)}%` }} /></Box>
  </Box>
)

/** Several of a few: a box to tick for each, as many side by side as there is room. */
export function Many({ label, options, value, onChange }: { label: string; options: readonly { code: string; name: string }[]; value: readonly string[]; onChange(v: string[]): void }) {
  return (
    <Box className='many' role='group' label={label}>
      {options.map(o => <Check key={o.code} label={o.name} on={value.includes(o.code)} onChange={on => onChange(on ? [...value, o.code] : value.filter(x => x !== o.code))} />)}
    </Box>
  )
}

/** How parts compare: a bar for each, its name and figure beside it, on one axis from nothing. */
export function Bars({ items, label }: { items: readonly { label: string; value: number; text: string }[]; label: string }) {
  const top = Math.max(...items.map(i => i.value), 1)
  return (
    <Box className='pbars' role='list' label={label}>
      {items.map(i => (
        <Box key={i.label} className='pbar' role='listitem'>
          <Box className='pbar-x'><Txt>{i.label}</Txt><Txt num bold>{i.text}</Txt></Box>
          <Box className='prog-t' role='presentation'><Box className='prog-f' style={{ width: `${Math.max(0, Math.round((i.value / top) * 100))}%` }} /></Box>
        </Box>
      ))}
    </Box>
  )
}

/** A small number with minus and plus. */
export function Stepper({ label, value, min = 1, max = 999, unit, onChange }: { label: string; value: number; min?: number; max?: number; unit?: string; onChange(v: number): void }) {
  return (
    <Box className='stepper' role='group' label={label}>
      <Txt className='lb'>{label}</Txt>
      <Box className='stepper-b'>
        <Btn className='step' label={t('ui.less', { label })} disabled={value <= min} onTap={() => onChange(Math.max(min, value - 1))}>−</Btn>
        <Box className='stepper-v' role='status'><Txt num bold size={4}>{value}</Txt>{unit ? <Txt size={2} tone='ink2'> {unit}</Txt> : null}</Box>
        <Btn className='step' label={t('ui.more1', { label })} disabled={value >= max} onTap={() => onChange(Math.min(max, value + 1))}>＋</Btn>
      </Box>
    </Box>
  )
}

/** A moment in Shanghai: `{ date: '2026-11-23', time: '14:00' }`; format.toUtc makes it what the server wants. */
export interface Moment { date: string; time: string }
export function DateTime({ label, value, onChange, error, required, from, to }: { label: string; value: Moment; onChange(v: Moment): void; error?: string; required?: boolean; from?: string; to?: string }) {
  return (
    <Box className='datetime'>
      <DateField label={`${label}${t('ui.day')}`} value={value.date} from={from} to={to} required={required} error={error} onChange={date => onChange({ ...value, date })} />
      <TimeField label={`${label}${t('ui.time')}`} value={value.time} required={required} onChange={time => onChange({ ...value, time })} />
    </Box>
  )
}
