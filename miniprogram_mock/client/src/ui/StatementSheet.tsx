/** An account over some days, to print or to reckon with. */
import { useState, type ReactNode } from 'react'
import { localDay } from '@/core/format'
import { useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { productNow } from '@/core/now'
import { Line } from './layout'
import { Btn, DateField, Sheet, Txt } from './prim'

type Format = 'pdf' | 'csv'
export function StatementSheet({ take, onClose, children }: { take(from: string, to: string, format: Format): Promise<unknown>; onClose(): void; /** what else is to be chosen */ children?: ReactNode }) {
  const today = localDay(productNow())
  const [from, setFrom] = useState(`${today.slice(0, 8)}01`), [to, setTo] = useState(today)
  const save = useWrite((format: Format) => take(from, to, format), { done: t('passbook.statement.saved'), then: onClose })
  return (
    <Sheet open title={t('passbook.statement')} closeLabel={t('ui.close')} onClose={onClose} foot={<Line><Btn busy={save.busy} onTap={() => save.run('pdf')}>{t('passbook.statement.pdf')}</Btn><Btn busy={save.busy} onTap={() => save.run('csv')}>{t('passbook.statement.csv')}</Btn></Line>}>
      {children}
      <DateField required label={t('passbook.statement.from')} value={from} to={today} error={save.fields.from} onChange={setFrom} />
      <DateField required label={t('passbook.statement.to')} value={to} from={from} to={today} error={save.fields.to} onChange={setTo} />
      <Txt as='p' size={2} tone='ink2'>{t('passbook.statement.note')}</Txt>
    </Sheet>
  )
}
