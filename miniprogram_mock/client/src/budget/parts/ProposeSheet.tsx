/** A proposal in a few words: what, why, which kind, about how much. */
import { useState } from 'react'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import type { BudgetRound } from '@/core/types'
import { propose } from '@/services/budget'
import { categories } from '@/services/lists'
import { Area, Btn, Field, Picker, Sheet } from '@/ui'
import { fenOf, yuan } from './rules'

export function ProposeSheet({ round: x, onClose, onDone }: { round: BudgetRound; onClose(): void; onDone(): void }) {
  const kinds = useLoad(categories, [], { keep: 'categories' })
  const [title, setTitle] = useState(''), [text, setText] = useState(''), [category, setCategory] = useState(''), [cost, setCost] = useState(''), [tried, setTried] = useState(false)
  const write = useWrite(() => propose(x.id, { title: title.trim(), text: text.trim(), category, cost_fen: fenOf(cost)! }), { done: t('budget.proposed'), then: onDone })
  const bad = { title: title.trim().length < 2, text: text.trim().length < 2, category: !category, cost: !fenOf(cost) }
  const send = () => { setTried(true); if (!Object.values(bad).some(Boolean)) write.run() }
  return (
    <Sheet open title={t('budget.propose')} closeLabel={t('ui.close')} onClose={onClose} foot={<Btn kind='main' wide busy={write.busy} onTap={send}>{t('budget.propose.send')}</Btn>}>
      <Field required label={t('budget.f.title')} help={t('budget.f.title.help')} value={title} max={60} error={tried && bad.title ? t('budget.bad.text') : write.fields.title} onChange={setTitle} />
      <Area required label={t('budget.f.text')} help={t('budget.f.text.help')} value={text} max={2000} error={tried && bad.text ? t('budget.bad.text') : write.fields.text} onChange={setText} />
      <Picker required label={t('budget.category')} value={category} options={(kinds.data ?? []).filter(c => !c.parent).map(c => ({ value: c.code, text: c.name }))} error={tried && bad.category ? t('budget.bad.choose') : write.fields.category} onChange={setCategory} />
      <Field required label={t('budget.f.cost')} help={t('budget.f.cost.help', { all: yuan(x.budget_fen) })} value={cost} suffix={t('budget.yuan')} error={tried && bad.cost ? t('budget.bad.cost') : write.fields.cost_fen} onChange={setCost} />
    </Sheet>
  )
}
