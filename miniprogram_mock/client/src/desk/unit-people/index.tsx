/** A unit's people: its contact confirms who works there. */
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { useParams } from '@/core/nav'
import type { Employment } from '@/core/types'
import { employees, moveEmployment } from '@/services/communities'
import { Btn, Card, Chip, Empty, Line, LoadedView, Screen, Stack, Txt } from '@/ui'

type M = Parameters<typeof moveEmployment>[1]

export default function UnitPeoplePage() {
  const { unit_id = '' } = useParams<'unit_id'>()
  const load = useLoad(() => employees(unit_id).then(page => page.items), [unit_id], { keep: 'people:' + unit_id })
  return (
    <Screen title={t('desk.unit.people')}>
      <LoadedView of={load}>{all => (all.length ? <Stack gap={3}>{all.map(e => <PersonCard key={e.id} of={e} onDone={() => load.reload()} />)}</Stack> : <Empty text={t('desk.people.none')} />)}</LoadedView>
    </Screen>
  )
}

function PersonCard({ of: e, onDone }: { of: Employment; onDone(): void }) {
  const write = useWrite((move: M) => moveEmployment(e.id, move), { done: t('desk.people.done'), then: onDone })
  return (
    <Card>
      <Line between><Txt as='h3' size={3} bold>{e.member.name}</Txt><Chip tone={e.state === 'applied' ? 'warn' : 'ink2'}>{`${t(`me.${e.role}`)} · ${e.state_name}`}</Chip></Line>
      {e.moves.length ? <Line>{e.moves.map(m => <Btn key={m.move} kind={m.move === 'confirm' ? 'plain' : 'danger'} busy={write.busy} label={`${m.name}，${e.member.name}`} onTap={() => write.run(m.move as M)}>{m.name}</Btn>)}</Line> : null}
    </Card>
  )
}
