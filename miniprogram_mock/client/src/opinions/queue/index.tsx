/** The desk: texts that wait to be seen by others, the oldest first; let through, or refused with a reason that the author reads. */
import { useState } from 'react'
import { dateTime } from '@/core/format'
import { usePages, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { useMe } from '@/core/store'
import { Reason } from '@/desk/parts/Reason'
import { decideText, textsToCheck } from '@/services/opinions'
import { Btn, Card, Chip, Line, PagedList, Screen, Stack, Tabs, Txt } from '@/ui'
import type { ModerationItem } from '@/core/types'
import '../parts/index.scss'

const VIEWS = ['undecided', 'refused', 'passed'] as const
type View = typeof VIEWS[number]
type Asked = { item: ModerationItem; move: 'pass' | 'refuse' }
/** What was refused is let through with a reason too. */
const wantsReason = ({ item, move }: Asked) => move === 'refuse' || item.state === 'refused'

export default function QueuePage() {
  const { cid, isStaff, isSupervisor } = useMe(), [view, setView] = useState<View>('undecided')
  const list = usePages(cursor => textsToCheck(view === 'undecided' ? undefined : view, cursor), [cid, view], { keep: 'texts:' + view, skip: !cid || !(isStaff || isSupervisor) })
  const [asked, setAsked] = useState<Asked>()
  const write = useWrite(({ item, move }: Asked, why?: string) => decideText(item.id, move, why), { done: t('moderation.done'), then: after => { setAsked(undefined); list.change(x => (x.id === after.id ? undefined : x)) } })
  const decide = (a: Asked) => (wantsReason(a) ? setAsked(a) : write.run(a))
  return (
    <Screen wide title={t('moderation.title')}>
      <Tabs label={t('moderation.view')} value={view} tabs={VIEWS.map(value => ({ value, text: t(`moderation.view.${value}`) }))} onChange={setView} />
      <PagedList of={list} ruled={false} shape='card' empty={{ text: t(`moderation.none.${view}`) }} row={item => <Waits key={item.id} of={item} own={isStaff && view === 'undecided' && !item.moves.length} busy={write.busy} onDecide={decide} />} />
      {asked ? <Reason title={asked.item.moves.find(m => m.move === asked.move)!.name} label={t('moderation.why')} need={t('moderation.why.bad')} busy={write.busy} max={200} onSend={why => write.run(asked, why)} onClose={() => setAsked(undefined)} /> : null}
    </Screen>
  )
}

function Waits({ of: x, own, busy, onDecide }: { of: ModerationItem; /** written by whoever reads it: somebody else decides */ own: boolean; busy: boolean; onDecide(a: Asked): void }) {
  return (
    <Card><Stack gap={2}>
      <Line between top><Txt as='h2' size={4} bold>{x.text}</Txt><Chip tone={x.state === 'passed' ? 'ok' : x.state === 'refused' ? 'danger' : 'warn'}>{x.state_name}</Chip></Line>
      <Txt as='p' size={2} tone='ink2' num>{x.subject_name} · {x.title} · {t('moderation.waits', { at: dateTime(x.created_at) })}</Txt>
      {x.decisions.map((d, i) => <Txt key={i} as='p' size={2} num>{t('moderation.line', { by: d.by ?? t('moderation.wechat'), what: [d.state_name, d.label_name, d.reason].filter(Boolean).join(' · ') })}</Txt>)}
      {own ? <Txt as='p' size={2} tone='ink2'>{t('moderation.own')}</Txt> : null}
      <Line>
        {x.moves.map(m => <Btn key={m.move} kind={m.move === 'refuse' ? 'danger' : 'plain'} busy={busy} label={`${m.name}：${x.text}`} onTap={() => onDecide({ item: x, move: m.move })}>{m.name}</Btn>)}
        {x.target.type === 'topic' ? <Btn kind='quiet' label={`${t('topics.look')}：${x.title}`} onTap={() => go('lists.topic', { id: x.target.id })}>{t('topics.look')}</Btn> : null}
      </Line>
    </Stack></Card>
  )
}
