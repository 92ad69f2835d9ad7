/** Texts by key: a key, and values where the text has {places}. config/texts.js gives each file the texts it asks for when it is compiled. */
import type { texts } from '@/texts'

export type Key = keyof typeof texts
export type Values = Record<string, string | number>

const known: Record<string, string> = {}
/** Takes in texts by key; a compiled file begins with this when it names keys outside of `t('…')`. */
export function say(some: Record<string, string>): void { Object.assign(known, some) }
/** A text with its {places} filled: what `t('…')` becomes. */
export function fill(text: string, values: Values = {}): string {
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ''))
}
/** For a key put together from what the server names: whether there are words for it. */
export const isKey = (key: string): key is Key => key in known
export function t(key: Key, values?: Values): string { return fill(known[key], values) }
