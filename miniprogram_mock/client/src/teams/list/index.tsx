/** 项目小组: mine, those at work, those that have ended. */
import { useState } from 'react'
import { usePages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go, useParams } from '@/core/nav'
import { useMe, useWide } from '@/core/store'
import { teams } from '@/services/teams'
import { Box, PagedList, Screen, Split, Tabs, Txt } from '@/ui'
import { TeamBeside } from '../parts/TeamView'
import { TeamRow } from '../parts/TeamRow'
import '../parts/index.scss'

const VIEWS = ['mine', 'active', 'closed'] as const
type View = typeof VIEWS[number]

export default function TeamsPage() {
  const { view: first } = useParams<'view'>()
  const { cid, verified } = useMe(), wide = useWide()
  const [view, setView] = useState<View>(first === 'mine' || first === 'closed' ? first : 'active'), [chosen, setChosen] = useState<string>()
  const list = usePages(cursor => teams(view === 'mine' ? { mine: true } : { state: view }, cursor), [cid, view], { keep: `teams:${view}`, skip: !cid || !verified })
  const empty = { text: t(`teams.none.${view}`), action: view === 'mine' ? { text: t('teams.none.look'), onTap: () => setView('active') } : undefined }
  return (
    <Screen wide title={t('teams.title')}>
      <Split
        list={<>
          <Txt as='p' size={2} tone='ink2' className='t-about'>{t('teams.about')}</Txt>
          <Tabs label={t('teams.view')} value={view} tabs={VIEWS.map(value => ({ value, text: t(`teams.view.${value}`) }))} onChange={v => { setView(v); setChosen(undefined) }} />
          <Box className='t-gap'><PagedList of={list} empty={empty} row={x => <TeamRow key={x.id} team={x} current={wide && x.id === chosen} onTap={() => (wide ? setChosen(x.id) : go('teams.team', { id: x.id }))} />} /></Box>
        </>}
        empty={t('teams.choose')}
        detail={chosen ? <TeamBeside key={chosen} id={chosen} /> : null} />
    </Screen>
  )
}
