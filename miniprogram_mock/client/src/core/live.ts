/** A page that others change while it is looked at: it asks every few seconds whether something is new, and only while somebody looks. */
import { useEffect, useRef, useState } from 'react'
import { useDidHide, useDidShow } from '@tarojs/taro'
import { device } from '@/platform/device'
import type { Answer } from './http'
import { online } from './store'

/** Our rule: others' votes are seen within three seconds. */
export const LIVE_MS = 2500
/** After this many the page asks ever more rarely, up to the longest wait. */
const WAIT_MAX_MS = 30_000

interface Watch<T> { ask(tag?: string): Promise<Answer<T>>; changed(data: T): void; /** nobody looks now */ unseen(): boolean; wait?: number }
/** Ask, wait, ask again; what comes first is where it stands, what comes later has changed. Returns what stops it. */
export function watch<T>({ ask, changed, unseen, wait = LIVE_MS }: Watch<T>): () => void {
  let tag: string | undefined, stopped = false, fails = 0, timer: ReturnType<typeof setTimeout> | undefined
  const next = () => { if (!stopped) timer = setTimeout(turn, Math.min(wait * 2 ** fails, WAIT_MAX_MS)) }
  async function turn() {
    if (unseen()) { next(); return }
    try {
      const answer = await ask(tag)
      fails = 0
      if (stopped) return
      const known = tag !== undefined
      if (answer.status !== 304) {
        tag = answer.etag ?? undefined
        if (known) changed(answer.data)
      }
    } catch { fails++ }
    next()
  }
  turn()
  return () => { stopped = true; clearTimeout(timer) }
}

/** Watch while the page is shown and there is a network; `changed` is called with what is new. */
export function useLive<T>(ask: (tag?: string) => Promise<Answer<T>>, changed: (data: T) => void, deps: readonly unknown[], on = true) {
  const [shown, setShown] = useState(true), up = online.use()
  const latest = useRef({ ask, changed })
  latest.current = { ask, changed }
  useDidShow(() => setShown(true))
  useDidHide(() => setShown(false))
  const runs = on && shown && up
  useEffect(() => (runs ? watch<T>({ ask: tag => latest.current.ask(tag), changed: data => latest.current.changed(data), unseen: device.unseen }) : undefined), [...deps, runs])
}
