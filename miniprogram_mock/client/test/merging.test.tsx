import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { clearCache } from '@/core/cache'
import { question } from '@/core/dialogs'
import { forgetSession, online, outbox, setPrefs, width } from '@/core/store'
import type { Entry } from '@/core/types'
import type { Loaded } from '@/core/hooks'
import { Merging } from '@/lists/parts/Merging'
import { answer, CID, lastCall, signInAs } from './api'

const C = `/communities/${CID}`
const entry = { id: 'e-1', kind: 'problem', state: 'open', state_name: '待办理', number: '问-0001', title: '路灯不亮', version: 2, proposer: { type: 'member', id: 'm-1', name: '王小明' } } as Entry
const other = { ...entry, id: 'e-2', number: '问-0002', title: '楼下路灯坏了' }
const said = { merge_id: 'g-1', entry_id: 'e-2', number: '问-0002', title: '楼下路灯坏了', text: '好几天不亮', by: '周秀英', created_at: '2026-11-20T02:00:00Z', merged_at: '2026-11-21T02:00:00Z' }
const of = { set: vi.fn(), reload: vi.fn() } as unknown as Loaded<Entry>
const serve = (sentences: object[], similar: object[]) => answer({ [`GET ${C}/entries/e-1/sentences`]: { items: sentences }, [`GET ${C}/entries/e-1/similar`]: { items: similar }, [`POST ${C}/entries/e-1/merges`]: entry, [`POST ${C}/merges/g-1/undo`]: other })

beforeEach(() => {
  forgetSession(); clearCache(); setPrefs({ elder: false, dark: 'light', k: 0 }); online.set(true); width.set(390)
  outbox.snapshot().forEach(p => outbox.forget(p.key)); question.set(undefined); vi.clearAllMocks()
})
afterEach(cleanup)

describe('entries that say the same', () => {
  it('are merged by the desk after one question, with the reasons before its eyes', async () => {
    await signInAs({ roles: ['member', 'staff'] }); serve([], [{ entry: other, score: 60, reasons: ['都说到路灯', '都在3号楼'] }])
    render(<Merging entry={entry} of={of} />)
    expect(await screen.findByText('都说到路灯')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: '并入这一条' }))
    await waitFor(() => expect(question.get()).toBeTruthy())
    expect(lastCall(`${C}/entries/e-1/merges`)).toBeUndefined()
    question.get()!.answer(true)
    await waitFor(() => expect(lastCall(`${C}/entries/e-1/merges`)?.body).toEqual({ from: ['e-2'] }))
    await waitFor(() => expect(of.set).toHaveBeenCalledWith(expect.objectContaining({ id: 'e-1' })))
  })
  it('keep their words, which the desk can take apart again', async () => {
    await signInAs({ roles: ['member', 'staff'] }); serve([said], [])
    render(<Merging entry={entry} of={of} />)
    expect(await screen.findByText('好几天不亮')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: '拆开' }))
    await waitFor(() => expect(question.get()).toBeTruthy())
    question.get()!.answer(true)
    await waitFor(() => expect(lastCall(`${C}/merges/g-1/undo`)).toBeTruthy())
  })
  it('are no matter of a resident, who reads the words alone', async () => {
    await signInAs(); serve([said], [{ entry: other, score: 60, reasons: ['都说到路灯'] }])
    render(<Merging entry={entry} of={of} />)
    expect(await screen.findByText('好几天不亮')).toBeTruthy()
    expect(screen.queryByText('可能是同一件事')).toBeNull()
    expect(screen.queryByRole('button', { name: '拆开' })).toBeNull()
    expect(lastCall(`${C}/entries/e-1/similar`)).toBeUndefined()
  })
})
