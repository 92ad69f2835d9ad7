/** Sheets of an order: how many minutes it took, and what somebody without a phone said. */
import { useState } from 'react'
import { t } from '@/core/i18n'
import type { WholeOrder } from '@/core/types'
import { Area, Btn, Field, Sheet, Txt } from '@/ui'
import { minutesOf, time } from '../rules'
import type { OrderControl } from './OrderView'

export function ReportSheet({ order: o, open, of }: { order: WholeOrder; open: boolean; of: OrderControl }) {
  const [text, setText] = useState(String(o.suggested_minutes)), [note, setNote] = useState(''), [tried, setTried] = useState(false)
  const minutes = minutesOf(text, 1, o.minutes), calls = o.side === 'asker' && !!o.consent_name
  const send = () => { setTried(true); if (minutes && (!calls || note.trim())) of.move({ move: 'report', minutes, note: note.trim() || undefined }) }
  return (
    <Sheet open={open} title={t('exchange.report.title')} closeLabel={t('ui.close')} onClose={() => of.setSheet(undefined)}
      foot={<Btn kind='main' wide busy={of.write.busy} onTap={send}>{t('exchange.report.send', { n: minutes ?? 0 })}</Btn>}>
      {o.record?.minutes ? <Txt as='p' tone='ink2' num>{t('exchange.report.code', { n: o.record.minutes })}</Txt> : null}
      <Field required type='number' label={t('exchange.report.minutes')} suffix={t('exchange.unit')} help={t('exchange.report.help', { n: o.minutes })} value={text} error={tried && !minutes ? t('exchange.report.bad', { n: o.minutes }) : of.write.fields.minutes} onChange={setText} />
      {calls ? <Call value={note} tried={tried} onChange={setNote} /> : null}
    </Sheet>
  )
}

/** Staff confirm for somebody who was asked by telephone. */
export function ConfirmSheet({ order: o, open, of }: { order: WholeOrder; open: boolean; of: OrderControl }) {
  const [note, setNote] = useState(''), [tried, setTried] = useState(false)
  const minutes = o.state === 'reported' ? o.reported_minutes ?? 0 : o.minutes
  const send = () => { setTried(true); if (note.trim()) of.move({ move: o.state === 'reported' ? 'confirm' : 'complete', note: note.trim() }) }
  return (
    <Sheet open={open} title={t('exchange.confirm.ask', { time: time(minutes) })} closeLabel={t('ui.close')} onClose={() => of.setSheet(undefined)} foot={<Btn kind='main' wide busy={of.write.busy} onTap={send}>{t('exchange.complete')}</Btn>}>
      <Txt as='p' tone='ink2'>{t('exchange.confirm.text', { time: time(minutes) })}</Txt>
      <Call value={note} tried={tried} onChange={setNote} />
    </Sheet>
  )
}

const Call = ({ value, tried, onChange }: { value: string; tried: boolean; onChange(v: string): void }) => (
  <Area required label={t('exchange.confirm.call')} help={t('exchange.confirm.call.help')} value={value} max={500} error={tried && !value.trim() ? t('exchange.dispute.bad') : undefined} onChange={onChange} />
)
