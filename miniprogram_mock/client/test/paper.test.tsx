/** A sheet's form: lines at the activity's times, nobody twice, faults by line, the body that is sent. */
import { describe, expect, it } from 'vitest'
import { asBody, emptyForm, faults, LINES_MAX, lineFaults, missedOf, PAST, timesOf, withPerson, type SheetForm } from '@/desk/paper/rules'
import { ApiError } from '@/core/http'
import type { Photo, Shift, SignUp } from '@/core/types'

const SHIFT = { id: 's-1', starts_at: '2026-11-20T06:00:00Z', ends_at: '2026-11-20T08:00:00Z' } as Shift
const NIGHT = { id: 's-2', starts_at: '2026-11-20T14:00:00Z', ends_at: '2026-11-20T18:00:00Z' } as Shift
const PHOTO = { id: 'p-1' } as Photo
const who = (n: number) => ({ id: `m-${n}`, name: `居民${n}` })
const filled = (f: SheetForm, shift: Shift, count: number) => Array.from({ length: count }, (_, n) => who(n)).reduce((form, p) => withPerson(form, p, timesOf(form, shift)), f)

describe('a sheet of many lines', () => {
  it('begins each line at the activity\'s times and takes nobody twice, nor more than a sheet holds', () => {
    const f = filled(emptyForm('2026-11-23', 's-1'), SHIFT, 15)
    expect(f.lines[0]).toEqual({ ...who(0), came: '14:00', left: '16:00' })
    expect(withPerson(f, who(3), timesOf(f, SHIFT)).lines).toHaveLength(15)
    expect(filled(f, SHIFT, 30).lines).toHaveLength(LINES_MAX)
  })
  it('sends moments of the activity\'s day, past midnight of the next', () => {
    const f = { ...filled(emptyForm('2026-11-23', 's-2'), NIGHT, 1), photos: [PHOTO] }
    expect(asBody(f, NIGHT)).toEqual({ shift_id: 's-2', photos: ['p-1'], lines: [{ member_id: 'm-0', came_at: '2026-11-20T14:00:00Z', left_at: '2026-11-20T18:00:00Z' }] })
  })
  it('offers those who signed up and were noted as missing', () => {
    const ups = [{ state: 'no_show', member: who(1) }, { state: 'checked_out', member: who(2) }] as SignUp[]
    expect(missedOf(ups, emptyForm('2026-11-23', 's-1'))).toEqual([who(1)])
    expect(missedOf(ups, filled(emptyForm('2026-11-23', 's-1'), SHIFT, 2))).toEqual([])
  })
  it('says what is missing before it is sent', () => {
    expect(Object.keys(faults(emptyForm('2026-11-23')))).toEqual(['which', 'photos', 'lines'])
    const past = { ...emptyForm('2026-11-23', PAST), photos: [PHOTO], lines: [{ ...who(1), came: '09:00', left: '10:00' }] }
    expect(Object.keys(faults(past))).toEqual(['entry', 'place', 'leader'])
    const whole = { ...past, past: { ...past.past, entry: 'e-1', place: '东门', leader: { id: 'm-9', name: '小唐' } } }
    expect(faults(whole)).toEqual({})
    expect(asBody(whole, undefined).shift).toEqual({ entry_id: 'e-1', starts_at: '2026-11-23T01:00:00Z', ends_at: '2026-11-23T03:00:00Z', place: '东门', leader_member_id: 'm-9' })
  })
  it('reads the server\'s faults by line', () => {
    const lines = [{ line: 2, field: 'member_id', text: '这张表里重复了' }]
    expect(lineFaults(new ApiError(422, 'sheet_refused', '有几行需要改正', { lines }))).toEqual(lines)
    expect(lineFaults(new ApiError(409, 'paper_quota', '超过'))).toEqual([])
  })
})
