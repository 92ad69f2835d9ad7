/** All units of a quarter, for who prepares the meeting: what each gave and got, and how much was kept. */
import { useState } from 'react'
import { useLoad } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { useMe } from '@/core/store'
import type { UnitReciprocity } from '@/core/types'
import { reciprocityOfAll } from '@/services/alliances'
import { Box, Btn, Empty, Line, LoadedView, Screen, Stack, Tabs, Txt } from '@/ui'
import { keptText, Percent, SidesBar } from '../parts/Account'
import { dayBefore } from '../parts/rules'

type When = 'now' | 'before'

export default function UnitsPage() {
  const { cid } = useMe()
  const [when, setWhen] = useState<When>('now')
  const now = useLoad(() => reciprocityOfAll(), [cid], { keep: 'reciprocity:all', skip: !cid })
  const quarter = now.data?.quarter
  const before = useLoad(() => reciprocityOfAll(dayBefore(quarter!)), [cid, quarter], { keep: 'reciprocity:all:before', skip: !quarter || when === 'now' })
  return (
    <Screen title={t('alliance.all')} action={<Btn wide onTap={() => go('alliance.ranking')}>{t('alliance.ranking')}</Btn>}>
      <Stack gap={4}>
        <Tabs<When> label={t('alliance.quarters')} value={when} tabs={(['now', 'before'] as const).map(value => ({ value, text: t(`alliance.${value}`) }))} onChange={setWhen} />
        <LoadedView of={when === 'now' ? now : before} shape='rows'>{all => (
          <>
            <Txt as='h2' size={4} bold>{all.quarter_name}</Txt>
            {all.items.length ? <Stack gap={0}>{all.items.map(u => <One key={u.unit.id} of={u} />)}</Stack> : <Empty text={t('alliance.all.empty')} />}
          </>
        )}</LoadedView>
      </Stack>
    </Screen>
  )
}

const One = ({ of: u }: { of: UnitReciprocity }) => (
  <Box className='al-unit'>
    <Stack gap={2}>
      <Line between><Btn kind='quiet' onTap={() => go('alliance.reciprocity', { unit_id: u.unit.id })}>{u.unit.name}</Btn><Percent of={u.own_terms} /></Line>
      {u.sides.map(s => <SidesBar key={s.measure} of={s} />)}
      <Txt as='p' size={2} tone='ink2'>{keptText(u.own_terms)}</Txt>
    </Stack>
  </Box>
)
