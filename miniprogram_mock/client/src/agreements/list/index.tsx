/** Agreements: those that wait for a signature, those in force, all; a unit's own with ?unit_id=. */
import { useState } from 'react'
import { usePages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go, useParams } from '@/core/nav'
import { useMe } from '@/core/store'
import type { Agreement } from '@/core/types'
import { agreements } from '@/services/agreements'
import { Box, Btn, Chip, PagedList, Row, Screen, Tabs, Txt } from '@/ui'
import { fullDay, toneOf, unitsOf } from '../parts/rules'
import '../parts/index.scss'

type View = 'signing' | 'in_force' | 'all'
const VIEWS: View[] = ['in_force', 'signing', 'all']

export default function AgreementsPage() {
  const { cid, isStaff, isLead } = useMe()
  const { unit_id } = useParams<'unit_id'>()
  const [view, setView] = useState<View>('all')
  const list = usePages(cursor => agreements({ unit_id, state: view === 'all' ? undefined : view }, cursor), [cid, unit_id, view], { skip: !cid, keep: `agreements:${unit_id ?? ''}:${view}` })
  const mayDraft = isStaff || isLead
  return (
    <Screen title={t('agreements.list')} action={mayDraft ? <Btn kind='main' wide onTap={() => go('agreements.write')}>{t('agreements.list.draft')}</Btn> : undefined}>
      <Box className='ag-tabs'><Tabs<View> label={t('agreements.list.view')} value={view} tabs={VIEWS.map(value => ({ value, text: t(`agreements.list.${value}`) }))} onChange={setView} /></Box>
      <PagedList of={list} label={t('agreements.list')} empty={{ text: t(`agreements.list.none.${view}`) }} row={a => <One key={a.id} of={a} />} />
    </Screen>
  )
}

const One = ({ of: a }: { of: Agreement }) => (
  <Row title={a.title} onTap={() => go('agreements.read', { id: a.id })}
    note={<><Txt size={2} tone='ink2' className='block'>{unitsOf(a)}</Txt><Txt size={1} tone='ink2' className='block num'>{`${a.number} · ${t('agreements.list.until', { day: fullDay(a.ends_on) })}`}</Txt></>}
    value={a.is_my_turn ? <Chip tone='seal'>{t('agreements.list.mine')}</Chip> : <Chip tone={toneOf(a.state)}>{a.state_name}</Chip>} />
)
