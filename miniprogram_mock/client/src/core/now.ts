/** The product's time. In demo mode the clock can be moved; everywhere else it is the phone's. */
import { watched } from './emitter'

/** Milliseconds ahead of the phone; watched, so that what depends on the time is drawn again when it moves. */
export const clockOffset = watched(0)
export const productNow = () => Date.now() + clockOffset.get()
export function setClockOffset(seconds: number) {
  if (seconds * 1000 !== clockOffset.get()) clockOffset.set(seconds * 1000)
}
