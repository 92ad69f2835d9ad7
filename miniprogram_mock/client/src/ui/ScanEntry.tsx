/** Scan a code, or type it where there is no camera. Gives the text on; what it means is the page's business. */
import { useState } from 'react'
import { t } from '@/core/i18n'
import { device } from '@/platform/device'
import { Box, Btn, Field, Txt } from './prim'

interface ScanEntryProps { label: string; help?: string; /** digits: a big field for a numeric code */ digits?: number; busy?: boolean; error?: string; scanText?: string; submitText: string; onCode(text: string): void }
export function ScanEntry({ label, help, digits, busy, error, scanText, submitText, onCode }: ScanEntryProps) {
  const [typed, setTyped] = useState('')
  const [note, setNote] = useState('')
  async function scan() {
    setNote('')
    try {
      const text = await device.scan()
      device.buzz()
      onCode(text)
    } catch (e) {
      if ((e as Error).message !== 'cancel') setNote(t('ui.scan.none'))
    }
  }
  return (
    <Box className='scan stack g4'>
      <Btn kind='main' wide busy={busy} onTap={scan}>{scanText ?? t('ui.scan')}</Btn>
      {note ? <Txt as='p' size={2} tone='warn'>{note}</Txt> : null}
      <Field required type={digits ? 'code' : 'text'} label={label} help={help} error={error} value={typed} max={digits ?? 200} onChange={v => setTyped(digits ? v.replace(/\D/g, '') : v)} onConfirm={() => typed && onCode(typed.trim())} />
      <Btn wide busy={busy} disabled={digits ? typed.length !== digits : !typed.trim()} onTap={() => onCode(typed.trim())}>{submitText}</Btn>
    </Box>
  )
}
