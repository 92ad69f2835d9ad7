/** Check in to a meeting with the code on the screen in the room: scanned or typed. */
import { useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import type { Meeting } from '@/core/types'
import { attend } from '@/services/meetings'
import { ScanEntry, Sheet } from '@/ui'
import { codeIn } from './rules'

export function CheckInSheet({ meeting: x, onClose, onDone }: { meeting: Meeting; onClose(): void; onDone(x: Meeting): void }) {
  const write = useWrite((code: string) => attend(x.id, code), { done: t('meetings.here'), then: onDone })
  return (
    <Sheet open title={t('meetings.checkIn')} closeLabel={t('ui.close')} onClose={onClose}>
      <ScanEntry digits={6} label={t('meetings.code')} help={t('meetings.code.help')} busy={write.busy} error={write.fields.code} scanText={t('meetings.scan')} submitText={t('meetings.checkIn')} onCode={text => write.run(codeIn(text))} />
    </Sheet>
  )
}
