/** Asks for the reason of a refusal that somebody else will read. */
import { useState } from 'react'
import { t } from '@/core/i18n'
import { Area, Btn, Sheet } from '@/ui'

export function Reason({ title, label, need, busy, max = 500, onSend, onClose }: { title: string; label: string; /** said when it is empty */ need: string; busy: boolean; max?: number; onSend(note: string): void; onClose(): void }) {
  const [note, setNote] = useState(''), [tried, setTried] = useState(false)
  const send = () => { setTried(true); if (note.trim()) onSend(note.trim()) }
  return (
    <Sheet open title={title} closeLabel={t('ui.close')} onClose={onClose} foot={<Btn wide kind='danger' busy={busy} onTap={send}>{title}</Btn>}>
      <Area required label={label} value={note} max={max} error={tried && !note.trim() ? need : undefined} onChange={setNote} />
    </Sheet>
  )
}
