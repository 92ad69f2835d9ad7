/** The desk opens a round: how much, from where, how people vote, until when they propose. */
import { useState } from 'react'
import { useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { replace } from '@/core/nav'
import { openRound } from '@/services/budget'
import { Area, Btn, Choice, DateField, Field, Screen, Stack } from '@/ui'
import { fenOf } from '../parts/rules'
import { wholeNumber } from '@/core/format'

type Ballot = 'approval' | 'points'

export default function OpenPage() {
  const [form, setForm] = useState({ title: '', text: '', money: '', fund: '', kind: 'approval' as Ballot, points: '10', day: '' }), [tried, setTried] = useState(false)
  const set = (change: Partial<typeof form>) => setForm(f => ({ ...f, ...change }))
  const write = useWrite(openRound, { done: t('budget.opened'), then: x => replace('budget.round', { id: x.id }) })
  const fen = fenOf(form.money), points = wholeNumber(form.points, 100)
  const bad = { title: form.title.trim().length < 2, text: form.text.trim().length < 2, money: !fen, fund: !form.fund.trim(), points: form.kind === 'points' && !points }
  function send() {
    setTried(true)
    if (Object.values(bad).some(Boolean) || !fen) return
    write.run({ title: form.title.trim(), text: form.text.trim(), budget_fen: fen, fund: form.fund.trim(), ballot_kind: form.kind, points_max: form.kind === 'points' ? points : undefined, ends_on: form.day || undefined })
  }
  return (
    <Screen title={t('budget.open')} action={<Btn kind='main' wide busy={write.busy} onTap={send}>{t('budget.open.send')}</Btn>}>
      <Stack gap={4}>
        <Field required label={t('budget.o.title')} help={t('budget.o.title.help')} value={form.title} max={60} error={tried && bad.title ? t('budget.bad.text') : write.fields.title} onChange={title => set({ title })} />
        <Area required label={t('budget.o.text')} help={t('budget.o.text.help')} value={form.text} max={2000} error={tried && bad.text ? t('budget.bad.text') : write.fields.text} onChange={text => set({ text })} />
        <Field required label={t('budget.o.money')} value={form.money} suffix={t('budget.yuan')} error={tried && bad.money ? t('budget.bad.cost') : write.fields.budget_fen} onChange={money => set({ money })} />
        <Field required label={t('budget.f.fund')} help={t('budget.o.fund.help')} value={form.fund} max={100} error={tried && bad.fund ? t('budget.bad.text') : write.fields.fund} onChange={fund => set({ fund })} />
        <Choice<Ballot> required label={t('budget.o.kind')} value={form.kind} options={(['approval', 'points'] as const).map(value => ({ value, text: t(`budget.o.kind.${value}`) }))} error={write.fields.ballot_kind} onChange={kind => set({ kind })} />
        {form.kind === 'points' ? <Field required type='number' label={t('budget.o.points')} value={form.points} suffix={t('budget.point')} error={tried && bad.points ? t('budget.bad.cost') : write.fields.points_max} onChange={value => set({ points: value })} /> : null}
        <DateField label={t('budget.o.day')} help={t('budget.o.day.help')} value={form.day} error={write.fields.ends_on} onChange={day => set({ day })} />
      </Stack>
    </Screen>
  )
}
