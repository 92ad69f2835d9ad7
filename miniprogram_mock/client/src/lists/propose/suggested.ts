/** What may have been said already, asked while somebody writes: after a pause, and without a word when it fails. */
import { useEffect, useState } from 'react'
import { clip } from '@/core/format'
import type { Kind, Suggested } from '@/core/types'
import { suggest } from '@/services/lists'
import { MERGES } from '../parts/rules'
import type { Values } from './rules'

const PAUSE_MS = 700, LEAST = 4, MOST = 200

export function useSuggested(kind: Kind, { text = '', place = '', category }: Values): Suggested | undefined {
  const [found, setFound] = useState<Suggested>()
  const said = clip(text.trim(), MOST), here = place.trim() || undefined
  const isEnough = MERGES.includes(kind) && Array.from(said).length >= LEAST
  useEffect(() => {
    if (!isEnough) { setFound(undefined); return }
    let isPast = false
    const timer = setTimeout(() => { suggest(kind, { text: said, place: here, category: category || undefined }).then(s => { if (!isPast) setFound(s) }, () => undefined) }, PAUSE_MS)
    return () => { isPast = true; clearTimeout(timer) }
  }, [isEnough, kind, said, here, category])
  return found
}
