/** Who may be given time from the pool: waiting to be decided, in force, ended. One proposes, another decides. */
import { useState } from 'react'
import { ask } from '@/core/dialogs'
import { hours, plainDay } from '@/core/format'
import { usePages, useWrite, type Pages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { useMe } from '@/core/store'
import type { Entitlement, EntitlementMove, Move } from '@/core/types'
import { entitlements, grant, moveEntitlement } from '@/services/giving'
import { Box, Btn, Card, Chip, Facts, Line, PagedList, Screen, Sheet, Tabs, Txt } from '@/ui'
import { Reason } from '@/desk/parts/Reason'
import { Minutes } from '../parts/Minutes'
import { HOUR } from '../parts/rules'
import '../parts/index.scss'

type View = 'proposed' | 'approved' | 'ended'
const VIEWS: View[] = ['proposed', 'approved', 'ended']

export default function EntitlementsPage() {
  const { cid } = useMe()
  const [view, setView] = useState<View>('proposed')
  const list = usePages(cursor => entitlements(view, cursor), [cid, view], { skip: !cid })
  return (
    <Screen title={t('giving.desk.pool')} action={<Btn kind='main' wide onTap={() => go('giving.entitle')}>{t('giving.ent.new')}</Btn>}>
      <Box className='g-tabs'><Tabs label={t('giving.ent.state')} value={view} tabs={VIEWS.map(value => ({ value, text: t(`giving.ent.${value}`) }))} onChange={v => setView(v)} /></Box>
      <PagedList ruled={false} of={list} empty={{ text: t(`giving.ent.none.${view}`) }} row={e => <One key={e.id} of={e} list={list} />} />
    </Screen>
  )
}

function One({ of: e, list }: { of: Entitlement; list: Pages<Entitlement> }) {
  const [granting, setGranting] = useState(false), [why, setWhy] = useState<Move<EntitlementMove>>()
  const write = useWrite((move: EntitlementMove, note?: string) => moveEntitlement(e.id, move, note), { done: r => t('giving.ent.moved', { state: r.state_name }), then: () => { setWhy(undefined); list.change(x => (x.id === e.id ? undefined : x)) } })
  async function tap(m: Move<EntitlementMove>) {
    if (m.move !== 'approve') { setWhy(m); return }
    if (await ask({ title: t('giving.ent.sure', { move: m.name }), text: t('giving.ent.sure.text', { name: e.member.name, n: hours(e.monthly_minutes) }), yes: m.name })) write.run(m.move)
  }
  const left = e.monthly_minutes - e.given_this_month
  return (
    <Card>
      <Line between><Txt as='h2' size={3} bold>{e.member.name}</Txt><Chip tone={e.state === 'approved' ? 'ok' : 'warn'}>{e.state_name}</Chip></Line>
      <Facts items={[
        [t('giving.entitle.ground'), e.ground_name], [t('giving.entitle.note'), e.note], [t('giving.ent.much'), `${t('giving.ent.monthly', { n: hours(e.monthly_minutes), day: plainDay(e.valid_to) })} · ${t(e.automatic ? 'giving.ent.auto' : 'giving.ent.hand')}`],
        [t('giving.ent.hands'), [t('giving.ent.by', { name: e.proposed_by.name }), e.decided_by ? `${e.state_name} ${e.decided_by.name}` : '', e.state === 'approved' ? t('giving.ent.month', { n: hours(e.given_this_month) }) : ''].filter(Boolean).join(' · ')],
      ]} />
      <Line>
        {e.state === 'approved' && left > 0 ? <Btn label={`${t('giving.grant')}，${e.member.name}`} onTap={() => setGranting(true)}>{t('giving.grant')}</Btn> : null}
        {e.moves.map(m => <Btn key={m.move} kind={m.move === 'approve' ? 'plain' : 'danger'} busy={write.busy} label={`${m.name}，${e.member.name}`} onTap={() => tap(m)}>{m.name}</Btn>)}
      </Line>
      {granting ? <GrantSheet of={e} left={left} onClose={() => setGranting(false)} onDone={r => { setGranting(false); list.change(x => (x.id === r.id ? r : x)) }} /> : null}
      {why ? <Reason title={why.name} label={t('giving.ent.why')} need={t('giving.ent.why.need')} busy={write.busy} onSend={note => write.run(why.move, note)} onClose={() => setWhy(undefined)} /> : null}
    </Card>
  )
}

function GrantSheet({ of: e, left, onClose, onDone }: { of: Entitlement; left: number; onClose(): void; onDone(e: Entitlement): void }) {
  const [minutes, setMinutes] = useState(Math.min(HOUR, left))
  const write = useWrite((n: number) => grant(e.id, n), { done: t('giving.grant.done'), then: onDone })
  return (
    <Sheet open title={t('giving.grant')} closeLabel={t('ui.close')} onClose={onClose} foot={<Btn kind='main' wide busy={write.busy} disabled={!minutes} onTap={() => write.run(minutes)}>{t('giving.grant.send', { n: hours(minutes) })}</Btn>}>
      <Txt as='p' className='g-lead'>{t('giving.grant.lead', { name: e.member.name, left: hours(left) })}</Txt>
      <Minutes label={t('giving.grant.amount')} value={minutes} most={left} onChange={setMinutes} />
    </Sheet>
  )
}
