/** One team: what it is for, what is to do now, tasks, log and people. */
import { t } from '@/core/i18n'
import { useParams } from '@/core/nav'
import { LoadedView, Screen } from '@/ui'
import { hasAction, TeamAction, TeamView } from '../parts/TeamView'
import { useTeam } from '../parts/useTeam'
import '../parts/index.scss'

export default function TeamPage() {
  const { id = '' } = useParams<'id'>()
  const of = useTeam(id), x = of.load.data
  return (
    <Screen wide title={t('teams.on')} action={x && hasAction(x) ? <TeamAction team={x} of={of} /> : undefined}>
      <LoadedView of={of.load} shape='detail'>{team => <TeamView alone team={team} of={of} />}</LoadedView>
    </Screen>
  )
}
