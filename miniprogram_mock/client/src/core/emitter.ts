/** A value that components can watch. Holds no knowledge of what the value means. */
import { useSyncExternalStore } from 'react'

export function watched<T>(initial: T) {
  let value = initial
  const listeners = new Set<() => void>()
  const subscribe = (f: () => void) => { listeners.add(f); return () => { listeners.delete(f) } }
  return {
    get: () => value,
    set(next: T) { value = next; listeners.forEach(f => f()) },
    subscribe,
    use: () => useSyncExternalStore(subscribe, () => value, () => value),
  }
}
