/** The desk: certificates issued, newest first; voiding one, taking the list away, who issues. */
import { useState } from 'react'
import { usePages, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { useMe } from '@/core/store'
import { issued, takeList } from '@/services/certificates'
import { Box, Btn, PagedList, Row, Rows, Screen, Section, Tabs } from '@/ui'
import { One } from '../parts/One'
import '../parts/index.scss'

type View = 'all' | 'held' | 'void'
const IS_VOID: Record<View, boolean | undefined> = { all: undefined, held: false, void: true }

export default function IssuedPage() {
  const { cid, isStaff } = useMe()
  const [view, setView] = useState<View>('all')
  const list = usePages(cursor => issued(IS_VOID[view], cursor), [cid, view], { skip: !cid })
  const save = useWrite(() => takeList(IS_VOID[view]), { done: t('certificates.saved') })
  return (
    <Screen title={t('certificates.desk')} action={list.items?.length ? <Btn kind='main' wide busy={save.busy} onTap={() => save.run()}>{t('certificates.desk.take')}</Btn> : undefined}>
      <Box className='ce-tabs'><Tabs<View> label={t('certificates.desk.state')} value={view} tabs={(['all', 'held', 'void'] as const).map(value => ({ value, text: t(`certificates.desk.${value}`) }))} onChange={setView} /></Box>
      <PagedList ruled={false} of={list} empty={{ text: t('certificates.desk.none') }} row={c => <One key={c.id} named of={c} onChanged={r => list.change(x => (x.id === r.id ? r : x))} />} />
      {isStaff ? <Section><Rows><Row title={t('certificates.for.open')} note={t('certificates.for.open.note')} onTap={() => go('desk.staffMembers', { view: 'verified' })} /><Row title={t('certificates.issuer')} note={t('certificates.issuer.note')} onTap={() => go('certificates.issuer')} /></Rows></Section> : null}
    </Screen>
  )
}
