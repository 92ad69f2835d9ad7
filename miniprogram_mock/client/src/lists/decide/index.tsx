/** The desk writes down what was decided: why, who answers for it, by when, and when it is looked at again. */
import { useState } from 'react'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { replace, useParams } from '@/core/nav'
import { useMe } from '@/core/store'
import type { Topic } from '@/core/types'
import { units } from '@/services/communities'
import { motionsOf, moveTopic, topic as load } from '@/services/topics'
import { Area, Box, Btn, Check, DateField, LoadedView, Picker, Screen, Stack, Txt } from '@/ui'
import { asDecision, faultsOf, type DecisionForm } from './rules'
import '../parts/index.scss'

const EMPTY: DecisionForm = { text: '', reasons: '', owner: '', due: '', review: '', listed: false, motion: '' }

export default function DecidePage() {
  const { id = '' } = useParams<'id'>()
  const one = useLoad(() => load(id), [id]), votes = useLoad(() => motionsOf(id).then(all => all.filter(m => m.outcome === 'passed')), [id])
  const [form, setForm] = useState(EMPTY), [tried, setTried] = useState(false)
  const motion = form.motion || votes.data?.at(-1)?.id || ''
  const write = useWrite((x: Topic) => moveTopic(id, { move: 'decide', decision: asDecision({ ...form, motion }, x) }), { done: t('topics.d.sent'), then: () => replace('lists.topic', { id }) })
  const bad = faultsOf(form), set = (change: Partial<DecisionForm>) => setForm(f => ({ ...f, ...change }))
  const fault = (name: keyof DecisionForm, field: string) => (tried ? bad[name] : undefined) ?? write.fields[`decision.${field}`]
  const may = one.data?.moves.some(m => m.move === 'decide')
  const send = () => { setTried(true); if (one.data && !Object.keys(bad).length) write.run(one.data) }
  return (
    <Screen title={t('topics.d.title')} action={may ? <Btn kind='main' wide busy={write.busy} onTap={send}>{t('topics.d.send')}</Btn> : undefined}>
      <LoadedView of={one} shape='card'>{x => (
        <Stack gap={4}>
          <Txt as='h2' size={4} bold>{x.title}</Txt>
          {write.error && !write.error.offline ? <Box role='alert'><Txt as='p' tone='danger'>{write.error.words}</Txt></Box> : null}
          <Area required label={t('topics.d.text')} help={t('topics.d.text.help')} value={form.text} max={2000} error={fault('text', 'text')} onChange={text => set({ text })} />
          <Area required label={t('topics.d.reasons')} help={t('topics.d.reasons.help')} value={form.reasons} max={2000} error={fault('reasons', 'reasons')} onChange={reasons => set({ reasons })} />
          {votes.data?.length ? <Picker required label={t('topics.d.motion')} help={t('topics.d.motion.help')} value={motion} error={write.fields['decision.motion_id']} options={votes.data.map(m => ({ value: m.id, text: m.text }))} onChange={chosen => set({ motion: chosen })} /> : null}
          <Owner value={form.owner} error={fault('owner', 'owner')} onChange={owner => set({ owner })} />
          <DateField required label={t('topics.d.due')} value={form.due} error={fault('due', 'due_on')} onChange={due => set({ due })} />
          <DateField required label={t('topics.d.review')} value={form.review} error={fault('review', 'review_on')} onChange={review => set({ review })} />
          <Check label={<>{t('topics.d.list')}<Txt size={2} tone='ink2' className='block'>{t('topics.d.list.note')}</Txt></>} on={form.listed} onChange={listed => set({ listed })} />
        </Stack>
      )}</LoadedView>
    </Screen>
  )
}

/** A unit of the community, or whoever sits at the desk. */
function Owner({ value, error, onChange }: { value: string; error?: string; onChange(v: string): void }) {
  const { membership } = useMe()
  const all = useLoad(() => units().then(p => p.items), [], { keep: 'units' })
  const me = membership ? [{ value: `member:${membership.member_id}`, text: t('topics.d.owner.me') }] : []
  return <Picker required label={t('topics.d.owner')} value={value} options={[...me, ...(all.data ?? []).map(u => ({ value: `unit:${u.id}`, text: u.name }))]} error={error} onChange={onChange} />
}
