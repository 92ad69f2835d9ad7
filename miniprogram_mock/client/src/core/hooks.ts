/** How pages read and write: one hook to load a thing, one to page through a list, one to write. */
import { useCallback, useEffect, useRef, useState } from 'react'
import Taro, { useDidShow, usePullDownRefresh, useReachBottom } from '@tarojs/taro'
import { recall, remember } from './cache'
import { toast } from './dialogs'
import { asApiError, type ApiError } from './http'
import { online, session } from './store'
import type { Page } from './types'

export interface Loaded<T> {
  data: T | undefined
  error: ApiError | undefined
  loading: boolean
  /** `data` is from before: the last try failed. */
  stale: boolean
  reload(): Promise<void>
  /** Put an answer of a write in its place without asking again. */
  set(data: T): void
}
export interface LoadOptions {
  /** Keep the last good answer on the phone under this name. */
  keep?: string
  /** Wait: do not load yet. */
  skip?: boolean
}
const keepName = (keep?: string) => keep && `${session.get()?.person.id ?? ''}:${session.get()?.cid ?? ''}:${keep}`

/** Reload when the page is shown again, pulled down, or the network is back. */
function useRefresh(reload: () => Promise<void>, skip: boolean) {
  const first = useRef(true)
  useDidShow(() => {
    if (first.current) { first.current = false; return }
    if (!skip) reload()
  })
  usePullDownRefresh(() => { reload().finally(() => Taro.stopPullDownRefresh()) })
  const up = online.use(), was = useRef(up)
  useEffect(() => {
    if (up && !was.current && !skip) reload()
    was.current = up
  }, [up])
}

/** Load one thing: `useLoad(() => lists.entry(id), [id], { keep: 'entry:' + id })`. */
export function useLoad<T>(fetch: () => Promise<T>, deps: readonly unknown[], { keep, skip = false }: LoadOptions = {}): Loaded<T> {
  const name = keepName(keep)
  const [state, setState] = useState<{ data?: T; error?: ApiError; loading: boolean }>(() => ({ data: name ? recall<T>(name) : undefined, loading: !skip }))
  const turn = useRef(0), latest = useRef(fetch)
  latest.current = fetch
  const reload = useCallback(async () => {
    const mine = ++turn.current
    setState(s => ({ ...s, loading: true }))
    try {
      const data = await latest.current()
      if (name) remember(name, data)
      if (mine === turn.current) setState({ data, loading: false })
    } catch (e) {
      if (mine === turn.current) setState(s => ({ data: s.data, error: asApiError(e), loading: false }))
    }
  }, [name])
  useEffect(() => {
    if (skip) return
    setState({ data: name ? recall<T>(name) : undefined, loading: true })
    reload()
    return () => { turn.current++ }
  }, [...deps, skip])
  useRefresh(reload, skip)
  return { data: state.data, error: state.error, loading: state.loading, stale: !!state.error && state.data !== undefined, reload, set: data => { turn.current++; setState({ data, loading: false }) } }
}

export interface Pages<T> extends Omit<Loaded<T[]>, 'data' | 'set'> {
  items: T[] | undefined
  hasMore: boolean
  more(): Promise<void>
  /** Change the items shown, after a write: `pages.change(x => x.id === r.id ? r : x)`; undefined takes it out. */
  change(f: (item: T) => T | undefined): void
}

/** Page through a cursor list; the next page comes at the bottom, or by the button that PagedList draws. */
export function usePages<T>(fetch: (cursor?: string) => Promise<Page<T>>, deps: readonly unknown[], options: LoadOptions = {}): Pages<T> {
  const first = useLoad(() => fetch(), deps, options)
  const [rest, setRest] = useState<{ of?: Page<T>; items: T[]; next: string | null; error?: ApiError; busy?: boolean }>({ items: [], next: null })
  const current = rest.of === first.data ? rest : { of: first.data, items: [] as T[], next: first.data?.next_cursor ?? null }
  async function more() {
    if (!current.next || current.busy) return
    setRest({ ...current, busy: true, error: undefined })
    try {
      const page = await fetch(current.next)
      setRest({ of: first.data, items: [...current.items, ...page.items], next: page.next_cursor })
    } catch (e) {
      setRest({ ...current, busy: false, error: asApiError(e) })
    }
  }
  useReachBottom(() => { more() })
  function change(f: (item: T) => T | undefined) {
    if (!first.data) return
    const apply = (xs: T[]) => xs.map(f).filter((x): x is NonNullable<typeof x> => x !== undefined) as T[]
    const page = { ...first.data, items: apply(first.data.items) }
    first.set(page)
    setRest({ of: page, items: apply(current.items), next: current.next })
  }
  return {
    items: first.data && [...first.data.items, ...current.items], hasMore: !!current.next, more, change,
    loading: first.loading || !!current.busy, error: first.error ?? current.error, stale: first.stale, reload: first.reload,
  }
}

/** Ask again every so many seconds while something is under way. */
export function usePoll(reload: () => Promise<void>, seconds: number, underWay: boolean) {
  useEffect(() => {
    if (!underWay) return
    const timer = setInterval(reload, seconds * 1000)
    return () => clearInterval(timer)
  }, [underWay, seconds, reload])
}

export interface Write<A extends unknown[], R> {
  /** Do it; resolves to the answer, or undefined when it was refused (then `error` says why). */
  run(...args: A): Promise<R | undefined>
  busy: boolean
  error: ApiError | undefined
  /** Field name → what is wrong with it, for forms. */
  fields: Record<string, string>
  clear(): void
}
/** Write something: one tap at a time, the error in words, what was typed stays. `done` is said when it worked. */
export function useWrite<A extends unknown[], R>(write: (...args: A) => Promise<R>, { done, then, shown }: { done?: string | ((r: R) => string); then?(r: R): void; /** the page itself says what was refused */ shown?: boolean } = {}): Write<A, R> {
  const [state, setState] = useState<{ busy: boolean; error?: ApiError }>({ busy: false })
  const running = useRef(false)
  async function run(...args: A): Promise<R | undefined> {
    if (running.current) return undefined
    running.current = true
    setState({ busy: true })
    try {
      const r = await write(...args)
      setState({ busy: false })
      if (done) toast(typeof done === 'function' ? done(r) : done)
      then?.(r)
      return r
    } catch (e) {
      const err = asApiError(e)
      setState({ busy: false, error: err })
      if (!shown && !Object.keys(err.fields).length) toast(err.words, 'danger')
      return undefined
    } finally {
      running.current = false
    }
  }
  return { run, busy: state.busy, error: state.error, fields: state.error?.fields ?? {}, clear: () => setState({ busy: false }) }
}
