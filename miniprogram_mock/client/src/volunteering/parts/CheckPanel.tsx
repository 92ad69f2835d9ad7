/** Scan or type the leader's code: check in, or out when I am in. Each refusal says what to do. */
import { useState } from 'react'
import { exactHours } from '@/core/format'
import { message } from '@/core/dialogs'
import { useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { productNow } from '@/core/now'
import type { ServiceRecord, Shift } from '@/core/types'
import { checkIn, checkOut, readShiftQr } from '@/services/volunteering'
import { Box, Btn, ScanEntry, Txt } from '@/ui'
import { checkStep, codeWords } from './rules'

export function CheckPanel({ shift, onDone }: { shift: Shift; onDone(): void }) {
  const out = checkStep(shift, productNow()) === 'out'
  const [other, setOther] = useState(false)
  const [done, setDone] = useState<ServiceRecord>()
  const write = useWrite((shiftId: string, code: string) => (out ? checkOut : checkIn)(shiftId, code, 'not_given'), {
    // The refusal of the try before must not stand beside what worked.
    then: r => { message.set(undefined); setDone(r) },
  })
  function read(text: string) {
    const qr = readShiftQr(text), code = qr?.code ?? (/^\d{6}$/.test(text) ? text : undefined)
    setOther(!code)
    if (code) write.run(qr?.shiftId ?? shift.id, code)
  }
  if (done) return <Done record={done} onClose={() => { setDone(undefined); onDone() }} />
  const words = other ? t('volunteering.scan.other') : write.error ? codeWords(write.error.code, shift, productNow(), out) ?? write.fields.code ?? write.error.words : undefined
  return (
    <>
      <ScanEntry digits={6} busy={write.busy} label={t('volunteering.digits')} help={t('volunteering.digits.help')} error={words}
        scanText={t(out ? 'volunteering.scan.out' : 'volunteering.scan.in')} submitText={t(out ? 'volunteering.submit.out' : 'volunteering.submit.in')} onCode={read} />
      {write.error?.code === 'not_signed_up' ? <Btn kind='quiet' onTap={() => go('volunteering.shift', { id: shift.id })}>{t('volunteering.code.go')}</Btn> : null}
    </>
  )
}

function Done({ record, onClose }: { record: ServiceRecord; onClose(): void }) {
  const out = record.checked_out_at != null
  return (
    <Box className='v-done' role='status'>
      <Box className='v-tick'><Box className='v-tick-in' /></Box>
      <Txt as='h2' size={4} bold>{out ? t('volunteering.done.out', { time: exactHours(record.minutes ?? 0) }) : t('volunteering.done.in')}</Txt>
      <Txt as='p' tone='ink2'>{t(out ? 'volunteering.done.out.note' : 'volunteering.done.in.note')}</Txt>
      {out ? <Btn kind='main' wide onTap={() => go('volunteering.record', { id: record.id })}>{t('volunteering.do.record')}</Btn> : null}
      <Btn wide onTap={onClose}>{t('volunteering.done.shift')}</Btn>
    </Box>
  )
}
