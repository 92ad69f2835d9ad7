/** Props of the primitives; prim.h5.tsx and prim.weapp.tsx both keep to them. */
import type { ReactNode } from 'react'

export type Tone = 'ink' | 'ink2' | 'pine' | 'seal' | 'record' | 'amber' | 'ok' | 'warn' | 'danger'
export type Size = 1 | 2 | 3 | 4 | 5
export type Gap = 0 | 1 | 2 | 3 | 4 | 5 | 6
export interface BoxProps {
  className?: string; id?: string; children?: ReactNode; style?: Record<string, string | number>
  role?: 'main' | 'img' | 'alert' | 'status' | 'list' | 'listitem' | 'group' | 'tabpanel' | 'presentation'
  label?: string; hidden?: boolean
}
export interface TxtProps { className?: string; id?: string; children?: ReactNode; as?: 'span' | 'p' | 'h2' | 'h3'; size?: Size; tone?: Tone; bold?: boolean; /** tabular figures */ num?: boolean; label?: string }
export interface BtnProps {
  /** main: the one pine button of a page; plain: outlined; quiet: text only; danger: outlined red. */
  kind?: 'main' | 'plain' | 'quiet' | 'danger'; wide?: boolean; disabled?: boolean; busy?: boolean
  label?: string; className?: string; expanded?: boolean; children?: ReactNode; onTap(): void
}
interface Labelled { label: string; help?: string; error?: string; required?: boolean; disabled?: boolean }
export interface FieldProps extends Labelled {
  value: string; onChange(v: string): void; type?: 'text' | 'tel' | 'number' | 'search' | 'code'
  /** Characters at most. */ max?: number; placeholder?: string; suffix?: string; hideLabel?: boolean; onConfirm?(): void
}
export interface AreaProps extends Labelled { value: string; onChange(v: string): void; max?: number; placeholder?: string }
export interface Option<V extends string = string> { value: V; text: string; note?: string }
export interface ChoiceProps<V extends string> extends Labelled { value: V | ''; options: readonly Option<V>[]; onChange(v: V): void; /** side by side instead of one under the other */ inline?: boolean }
export interface PickerProps<V extends string> extends Labelled { value: V | ''; options: readonly Option<V>[]; onChange(v: V): void; placeholder?: string }
/** value: `2026-11-23`; from/to bound the picker. */
export interface DateProps extends Labelled { value: string; onChange(v: string): void; from?: string; to?: string }
/** value: `14:00` */
export interface TimeProps extends Labelled { value: string; onChange(v: string): void }
export interface ToggleProps { label: string; note?: string; on: boolean; onChange(v: boolean): void }
export interface CheckProps { label: ReactNode; on: boolean; onChange(v: boolean): void; error?: string }
/** A picture; with `onTap` a button that `label` names. */
export interface PicProps { src: string; label: string; whole?: boolean; className?: string; onTap?(): void }
export interface RowProps {
  title: ReactNode; note?: ReactNode; /** right side, second voice */ value?: ReactNode; /** before the title: a number, a mark */ lead?: ReactNode
  label?: string; current?: boolean; onTap?(): void
}
export interface TabsProps<V extends string> { label: string; value: V; tabs: readonly { value: NoInfer<V>; text: string; count?: number }[]; onChange(v: NoInfer<V>): void }
export interface SheetProps { open: boolean; title: string; children?: ReactNode; /** buttons at its foot */ foot?: ReactNode; onClose(): void; closeLabel: string }
export interface BarProps { title: string; back: boolean; backLabel: string; onBack(): void; side?: ReactNode }
export interface NavItem { key: string; text: string; icon: string; badge?: number; current: boolean; onTap(): void }
export interface NavProps { label: string; items: NavItem[]; head?: ReactNode }
