/** My certificates; beside them what the community issued lately, for all to see. */
import { useState } from 'react'
import { exactHours, plainDay } from '@/core/format'
import { usePages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { useMe } from '@/core/store'
import { mine, shown } from '@/services/certificates'
import { Box, Btn, Chip, PagedList, Row, Screen, Tabs, Txt } from '@/ui'
import { One } from '../parts/One'
import { TONE } from '../parts/rules'
import '../parts/index.scss'

type View = 'own' | 'shown'

export default function MinePage() {
  const [view, setView] = useState<View>('own')
  return (
    <Screen title={t('certificates.mine')} action={<Btn kind='main' wide onTap={() => go('certificates.ask')}>{t('certificates.open')}</Btn>}>
      <Box className='ce-tabs'><Tabs<View> label={t('certificates.mine.views')} value={view} tabs={(['own', 'shown'] as const).map(value => ({ value, text: t(`certificates.mine.${value}`) }))} onChange={setView} /></Box>
      {view === 'own' ? <Own /> : <Shown />}
    </Screen>
  )
}

function Own() {
  const { cid } = useMe()
  const list = usePages(mine, [cid], { keep: 'certificates:mine', skip: !cid })
  return <PagedList ruled={false} of={list} empty={{ text: t('certificates.mine.empty'), action: { text: t('certificates.ask.none.go'), onTap: () => go('volunteering.records') } }} row={c => <One key={c.id} of={c} onChanged={r => list.change(x => (x.id === r.id ? r : x))} />} />
}

function Shown() {
  const { cid } = useMe()
  const list = usePages(shown, [cid], { skip: !cid })
  return (
    <>
      <Txt as='p' size={2} tone='ink2' className='ce-tabs'>{t('certificates.shown.note')}</Txt>
      <PagedList of={list} empty={{ text: t('certificates.shown.empty') }} row={c => <Row key={c.number} title={`${c.name} ${exactHours(c.minutes)}`} note={`${plainDay(c.issued_on)} · ${c.number}`} value={<Chip tone={TONE[c.state]}>{t(`certificates.state.${c.state}`)}</Chip>} />} />
    </>
  )
}
