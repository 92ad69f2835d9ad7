/** Draws again every so many seconds, and when the demo's clock is moved, for what depends on the time. */
import { useEffect, useState } from 'react'
import { clockOffset } from './now'

export function useTick(seconds: number): number {
  const [n, setN] = useState(0)
  clockOffset.use()
  useEffect(() => {
    const timer = setInterval(() => setN(x => x + 1), seconds * 1000)
    return () => clearInterval(timer)
  }, [seconds])
  return n
}
