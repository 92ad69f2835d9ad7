/** What was taken without a network and waits: said where a shop looks, in words and a number. Its list needs no other page: in a browser none could be fetched then. */
import { useState } from 'react'
import { toast } from '@/core/dialogs'
import { asApiError } from '@/core/http'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { till, useTill } from '@/services/till'
import { Box, Btn, Rows, Sheet, Txt } from '@/ui'
import { WaitingRow } from './WaitingRow'

/** Send what waits and say how it went; true when the server answered. */
export async function syncNow(): Promise<boolean> {
  try {
    const answers = await till.sync()
    toast(t('till.queue.synced', { n: answers.length }))
    return true
  } catch (e) {
    const err = asApiError(e)
    toast(err.offline ? t('till.queue.still') : err.words, 'danger')
    return false
  }
}

export function QueueStrip({ unitId }: { unitId: string }) {
  const [open, setOpen] = useState(false), [busy, setBusy] = useState(false)
  const waiting = useTill().waiting().filter(x => x.unit_id === unitId)
  async function sync() {
    setBusy(true)
    const ok = await syncNow()
    setBusy(false)
    if (ok) { setOpen(false); go('desk.queue', { unit_id: unitId }) }
  }
  if (!waiting.length) return null
  return (
    <Box className='d-strip' role='status'>
      <Txt bold tone='warn'>{t('till.strip', { n: waiting.length })}</Txt><Btn kind='quiet' onTap={() => setOpen(true)}>{t('till.strip.look')}</Btn>
      <Sheet open={open} title={t('till.queue.wait')} closeLabel={t('ui.close')} onClose={() => setOpen(false)} foot={<Btn kind='main' wide busy={busy} onTap={sync}>{t('till.queue.sync')}</Btn>}>
        <Txt as='p' tone='ink2'>{t('till.queue.keep')}</Txt>
        <Rows>{waiting.map(x => <WaitingRow key={x.client_id} of={x} />)}</Rows>
      </Sheet>
    </Box>
  )
}
