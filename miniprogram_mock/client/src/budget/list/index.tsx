/** Budget rounds: what is being decided on now, then those that are over. */
import { usePages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { useMe } from '@/core/store'
import { rounds } from '@/services/budget'
import { Btn, Chip, PagedList, Row, Screen, Txt } from '@/ui'
import { clockOf, stageTone, yuan } from '../parts/rules'
import '../parts/index.scss'

export default function RoundsPage() {
  const { cid, isStaff } = useMe()
  const list = usePages(cursor => rounds({}, cursor), [cid], { keep: 'budget', skip: !cid })
  return (
    <Screen title={t('budget.title')} action={isStaff ? <Btn kind='main' wide onTap={() => go('budget.open')}>{t('budget.open')}</Btn> : undefined}>
      <Txt as='p' size={2} tone='ink2' className='b-about'>{t('budget.about')}</Txt>
      <PagedList of={list} label={t('budget.title')} empty={{ text: t('budget.none') }} row={x => (
        <Row key={x.id} title={x.title} value={<Chip tone={stageTone(x.stage)}>{x.stage_name}</Chip>} onTap={() => go('budget.round', { id: x.id })}
          note={<><Txt num>{yuan(x.budget_fen)}</Txt>{clockOf(x) ? <Txt size={1} num className='block' tone={x.overdue ? 'seal' : 'ink2'}>{clockOf(x)}</Txt> : null}</>} />
      )} />
    </Screen>
  )
}
