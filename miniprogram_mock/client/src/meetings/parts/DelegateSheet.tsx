/** Who came for a unit and what they said: neither seat nor vote. */
import { useState } from 'react'
import { useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import type { Meeting } from '@/core/types'
import { noteDelegate } from '@/services/meetings'
import { Area, Btn, Field, Sheet, Txt } from '@/ui'

export function DelegateSheet({ meeting: x, unit: u, onDone, onClose }: { meeting: Meeting; unit: Meeting['units'][number]; onDone(x: Meeting): void; onClose(): void }) {
  const [name, setName] = useState(u.delegate ?? ''), [said, setSaid] = useState(u.said ?? ''), [tried, setTried] = useState(false)
  const write = useWrite(() => noteDelegate(x.id, u.id, { name: name.trim(), said: said.trim() }), { done: t('meetings.saved'), then: onDone })
  const short = name.trim().length < 2
  return (
    <Sheet open title={u.name} closeLabel={t('ui.close')} onClose={onClose} foot={<Btn kind='main' wide busy={write.busy} onTap={() => { setTried(true); if (!short) write.run() }}>{t('meetings.save')}</Btn>}>
      <Txt as='p' tone='ink2'>{t('meetings.units.note')}</Txt>
      <Field required label={t('meetings.units.who')} value={name} max={60} error={tried && short ? t('meetings.bad.text') : write.fields.name} onChange={setName} />
      <Area label={t('meetings.units.said')} value={said} max={2000} error={write.fields.said} onChange={setSaid} />
    </Sheet>
  )
}
