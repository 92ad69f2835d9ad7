import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { clearCache } from '@/core/cache'
import { forgetSession, online, outbox, setPrefs, width } from '@/core/store'
import type { Entry, Support as S } from '@/core/types'
import type { Loaded } from '@/core/hooks'
import { Support } from '@/lists/parts/Support'
import { answer, CID, lastCall, signInAs } from './api'

const PATH = `/communities/${CID}/entries/e-1/support`
const entry = (support: S | null, kind = 'problem') => ({ id: 'e-1', kind, state: 'open', title: '路灯不亮', version: 2, support }) as Entry
const of = { set: vi.fn(), reload: vi.fn() } as unknown as Loaded<Entry>

beforeEach(async () => {
  forgetSession(); clearCache(); setPrefs({ elder: false, dark: 'light', k: 0 }); online.set(true); width.set(390)
  outbox.snapshot().forEach(p => outbox.forget(p.key)); vi.clearAllMocks(); await signInAs()
})
afterEach(cleanup)

describe('what concerns others too', () => {
  it('is said with one tap', async () => {
    const after = entry({ count: 3, is_mine: true, is_open: true })
    answer({ [`POST ${PATH}`]: after })
    render(<Support entry={entry({ count: 2, is_mine: false, is_open: true })} of={of} />)
    expect(screen.getByText('2 人也遇到')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: '我也遇到' }))
    await waitFor(() => expect(lastCall(PATH)?.body).toEqual({ supports: true }))
    await waitFor(() => expect(of.set).toHaveBeenCalledWith(after))
  })
  it('is taken back, also when it is over', async () => {
    answer({ [`POST ${PATH}`]: entry({ count: 1, is_mine: false, is_open: false }) })
    render(<Support entry={entry({ count: 2, is_mine: true, is_open: false }, 'need')} of={of} />)
    expect(screen.getByText('您和另外 1 人也需要')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: '不算我了' }))
    await waitFor(() => expect(lastCall(PATH)?.body).toEqual({ supports: false }))
  })
  it('is shown to its writer without a button, and nothing where nobody said it', () => {
    render(<Support entry={entry({ count: 2, is_mine: false, is_open: false })} of={of} />)
    expect(screen.queryByRole('button')).toBeNull()
    cleanup()
    const { container } = render(<Support entry={entry({ count: 0, is_mine: false, is_open: false })} of={of} />)
    expect(container.textContent).toBe('')
    cleanup()
    expect(render(<Support entry={entry(null)} of={of} />).container.textContent).toBe('')
  })
})
