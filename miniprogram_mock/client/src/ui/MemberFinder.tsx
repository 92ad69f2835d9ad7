/** A verified resident found by whole name or building and chosen by a tap; the desk alone may ask. */
import { useState } from 'react'
import { usePages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { useMe } from '@/core/store'
import type { Id, Member, Named } from '@/core/types'
import { members } from '@/services/communities'
import { cx } from './cx'
import { Line, Stack } from './layout'
import { Box, Btn, Field, Row, Sheet, Txt } from './prim'
import { PagedList } from './states'

/** Where somebody lives: two of one name are told apart by it. */
export const homeOf = (m: Member) => (m.household ? `${m.household.building}${m.household.door}` : m.tie === 'work' ? t('ui.member.works') : undefined)

/** The words to look for, and the button that looks. */
export function FindField({ onFind }: { onFind(words: string): void }) {
  const [typed, setTyped] = useState('')
  const look = () => onFind(typed.trim())
  return (
    <Line gap={2} className='find'>
      <Box className='find-f'><Field type='search' label={t('ui.member.find')} hideLabel placeholder={t('ui.member.hint')} max={40} value={typed} onChange={v => { setTyped(v); if (!v) onFind('') }} onConfirm={look} /></Box>
      <Btn onTap={look}>{t('ui.member.look')}</Btn>
    </Line>
  )
}

export function MemberFinder({ without = [], onChoose }: { /** who can't be chosen */ without?: readonly Id[]; onChoose(m: Named): void }) {
  const { cid } = useMe()
  const [find, setFind] = useState('')
  const list = usePages(cursor => members('verified', cursor, find), [cid, find], { skip: !cid })
  const shown = list.items && { ...list, items: list.items.filter(m => !without.includes(m.id)) }
  return (
    <Stack gap={3}>
      <FindField onFind={setFind} />
      <PagedList of={shown ?? list} empty={{ text: find ? t('ui.member.none', { words: find }) : t('ui.member.nobody') }} row={m => <Row key={m.id} title={m.name} note={homeOf(m)} onTap={() => onChoose({ id: m.id, name: m.name })} />} />
    </Stack>
  )
}

interface MemberFieldProps { label: string; help?: string; error?: string; value?: Named; /** who can't be chosen */ without?: readonly Id[]; onChange(m: Named): void }
/** A form's field that holds one resident. */
export function MemberField({ label, help, error, value, without, onChange }: MemberFieldProps) {
  const [open, setOpen] = useState(false)
  const shown = value?.name ?? t('ui.member.choose')
  return (
    <Box className={cx('fld', !!error && 'wrong')}>
      <Txt className='lb'>{label}</Txt>
      <Btn wide label={`${label}，${shown}`} onTap={() => setOpen(true)}>{shown}</Btn>
      {error ? <Box className='err' role='alert'>{error}</Box> : null}
      {help ? <Box className='help'>{help}</Box> : null}
      <Sheet open={open} title={label} closeLabel={t('ui.close')} onClose={() => setOpen(false)}>{open ? <MemberFinder without={without} onChoose={m => { setOpen(false); onChange(m) }} /> : null}</Sheet>
    </Box>
  )
}
