/** The product's time. In demo mode the clock can be moved; everywhere else it is the phone's. What the server is told is its own. */
import { watched } from './emitter'

/** Milliseconds ahead of the phone; watched, so that what depends on the time is drawn again when it moves. */
export const clockOffset = watched(0)
export const productNow = () => Date.now() + clockOffset.get()
export function setClockOffset(seconds: number) {
  if (seconds * 1000 !== clockOffset.get()) clockOffset.set(seconds * 1000)
}

/** Milliseconds that the server's clock was ahead of the phone's when it was heard last; store.ts keeps it for a start without a network. */
export const serverAhead = watched(0)
/** The server's time as far as the phone knows: what a code was seen at, even when it is sent hours later. */
export const serverNow = () => productNow() + serverAhead.get()
/** Answers take a moment and name whole seconds: smaller differences say nothing. */
const HEARD_MS = 2000
/** Take note of an answer's Date header; tells whether it says something new. */
export function heardServer(date: string | null, now = Date.now()): boolean {
  const ahead = Date.parse(date ?? '') - now
  if (Number.isNaN(ahead) || Math.abs(ahead - serverAhead.get()) <= HEARD_MS) return false
  serverAhead.set(Math.abs(ahead) <= HEARD_MS ? 0 : ahead)
  return true
}
