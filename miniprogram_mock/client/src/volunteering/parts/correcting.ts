/** What a correction may say: decided on the text and the record, no calls. */
import { wholeNumber } from '@/core/format'

export type MinutesFault = 'need' | 'same'
/** The minutes a text means, 0 included; undefined where it means none that the record may have. */
export const minutesOf = (text: string, max: number): number | undefined => (/^0+$/.test(text.trim()) ? 0 : wholeNumber(text, max))
export function minutesFault(text: string, before: number, max: number): MinutesFault | undefined {
  const n = minutesOf(text, max)
  return n === undefined ? 'need' : n === before ? 'same' : undefined
}
/** More minutes are given for evidence only; who asks may leave it to the desk. */
export const needsPhotos = (text: string, before: number, max: number, filing: boolean) => filing && (minutesOf(text, max) ?? 0) > before
