/** What a yes brings along, and why it is a no. */
import { useState } from 'react'
import { t } from '@/core/i18n'
import type { DeclineReason, MatchSuggestion, SuggestionMoveIn } from '@/core/types'
import { Area, Btn, Check, Choice, Field, Sheet, Stack, Stepper, Txt } from '@/ui'
import { missing, reasonsFor, yesBody, type YesForm } from './rules'

interface Props { of: MatchSuggestion; open: boolean; busy: boolean; onSend(body: SuggestionMoveIn): void; onClose(): void }

export function YesSheet({ of: s, open, busy, onSend, onClose }: Props) {
  const [form, setForm] = useState<YesForm>({ risks: false, qualification: '', quantity: s.amount, note: '' }), [tried, setTried] = useState(false)
  const set = (change: Partial<YesForm>) => setForm(f => ({ ...f, ...change }))
  const lacks = missing(s, form), { asks } = s
  const send = () => { setTried(true); if (!lacks.risks && !lacks.qualification) onSend(yesBody(s, form)) }
  return (
    <Sheet open={open} title={t('matching.accept.title', { title: s.need.title })} closeLabel={t('ui.close')} onClose={onClose} foot={<Btn kind='main' wide busy={busy} onTap={send}>{s.moves.find(m => m.move === 'accept')?.name ?? ''}</Btn>}>
      <Txt as='p' tone='ink2'>{t(`matching.accept.${s.need.type}`)}</Txt>
      {asks.quantity_max !== null && asks.quantity_max > 1 ? <Stepper label={t('matching.accept.quantity')} value={form.quantity} min={1} max={asks.quantity_max} unit={s.need.quantity_unit} onChange={quantity => set({ quantity })} /> : null}
      {asks.accept_risks ? (
        <Stack gap={1}>
          {asks.risks.map(r => <Txt key={r} as='p'>{r}</Txt>)}
          <Check label={t('matching.accept.risks')} on={form.risks} error={tried && lacks.risks ? t('matching.accept.risks.bad') : undefined} onChange={risks => set({ risks })} />
        </Stack>
      ) : null}
      {asks.qualification !== null ? <Field required label={t('matching.accept.qualification', { name: asks.qualification })} help={t('matching.accept.qualification.help')} max={60} value={form.qualification} error={tried && lacks.qualification ? t('matching.accept.qualification.bad') : undefined} onChange={qualification => set({ qualification })} /> : null}
      {s.need.type === 'entry' ? <Area label={t('matching.accept.note')} value={form.note} max={500} onChange={note => set({ note })} /> : null}
    </Sheet>
  )
}

export function NoSheet({ open, unit, busy, onSend, onClose }: Props & { unit: boolean }) {
  const [reason, setReason] = useState<DeclineReason | ''>(''), [words, setWords] = useState(''), [tried, setTried] = useState(false)
  const silent = reason === 'other' && !words.trim()
  const send = () => { setTried(true); if (reason && !silent) onSend({ move: 'decline', reason, words: words.trim() || undefined }) }
  return (
    <Sheet open={open} title={t('matching.decline.title')} closeLabel={t('ui.close')} onClose={onClose} foot={<Btn kind='main' wide busy={busy} onTap={send}>{t('matching.decline.send')}</Btn>}>
      <Choice required label={t('matching.decline.why')} help={t('matching.decline.help')} value={reason} options={reasonsFor(unit).map(value => ({ value, text: t(`matching.decline.${value}`) }))} error={tried && !reason ? t('matching.decline.bad') : undefined} onChange={(r: DeclineReason) => setReason(r)} />
      {reason === 'other' ? <Area required label={t('matching.decline.words')} value={words} max={300} error={tried && silent ? t('matching.decline.bad.words') : undefined} onChange={setWords} /> : null}
    </Sheet>
  )
}
