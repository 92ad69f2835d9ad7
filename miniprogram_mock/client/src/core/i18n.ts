/** Texts by key: a key, and values where the text has {places}. The table is texts/index.ts; this only looks things up. */
import { texts } from '@/texts'

export type Key = keyof typeof texts
export type Values = Record<string, string | number>

export function t(key: Key, values: Values = {}): string {
  return texts[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ''))
}
