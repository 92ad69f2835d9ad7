/** A team to form: its name, its aim, and who leads it by their own word. */
import { useState } from 'react'
import { useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go, useParams } from '@/core/nav'
import { useMe } from '@/core/store'
import type { Named } from '@/core/types'
import { formTeam } from '@/services/teams'
import { Area, Btn, Card, Facts, Field, MemberField, Screen, Stack } from '@/ui'

export default function FormPage() {
  const { claim_id, entry_id, title = '' } = useParams<'claim_id' | 'entry_id' | 'title'>()
  const { isStaff } = useMe()
  const [name, setName] = useState(''), [goal, setGoal] = useState(''), [leader, setLeader] = useState<Named>(), [tried, setTried] = useState(false)
  const write = useWrite(() => formTeam({ name: name.trim(), goal: goal.trim(), claim_id: claim_id || undefined, entry_id: claim_id ? undefined : entry_id, leader_id: leader?.id }), {
    done: x => t(x.state === 'forming' ? 'teams.form.asked' : 'teams.form.done'), then: x => go('teams.team', { id: x.id }),
  })
  const bad = { name: Array.from(name.trim()).length < 2, goal: Array.from(goal.trim()).length < 2 }
  const send = () => { setTried(true); if (!bad.name && !bad.goal) write.run() }
  return (
    <Screen title={t('teams.form')} action={<Btn kind='main' wide busy={write.busy} onTap={send}>{t('teams.form')}</Btn>}>
      <Stack gap={4}>
        {title ? <Card><Facts items={[[t('teams.form.for'), title]]} /></Card> : null}
        <Field required label={t('teams.f.name')} help={t('teams.f.name.help')} value={name} max={30} error={tried && bad.name ? t('teams.f.bad.name') : write.fields.name} onChange={setName} />
        <Area required label={t('teams.f.goal')} help={t('teams.f.goal.help')} value={goal} max={300} error={tried && bad.goal ? t('teams.f.bad.goal') : write.fields.goal} onChange={setGoal} />
        {isStaff ? <MemberField label={t('teams.f.leader')} help={t('teams.f.leader.help')} value={leader} error={write.fields.leader_id} onChange={setLeader} /> : null}
      </Stack>
    </Screen>
  )
}
