/** Draws again every so many seconds, for what depends on the time. */
import { useEffect, useState } from 'react'

export function useTick(seconds: number): number {
  const [n, setN] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setN(x => x + 1), seconds * 1000)
    return () => clearInterval(timer)
  }, [seconds])
  return n
}
