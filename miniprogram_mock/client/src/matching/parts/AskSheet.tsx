/** Asking that a person looks at it (个人信息保护法 Art. 24). */
import { useState } from 'react'
import { useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import type { MatchReviewIn } from '@/core/types'
import { askPerson } from '@/services/matching'
import { Area, Btn, Sheet } from '@/ui'

export function AskSheet({ about, open, onClose, onDone }: { about: Omit<MatchReviewIn, 'words'>; open: boolean; onClose(): void; onDone(): void }) {
  const [words, setWords] = useState(''), [tried, setTried] = useState(false)
  const write = useWrite(askPerson, { done: t('matching.person.done'), then: onDone })
  const label = t(about.entry_id || about.shift_id ? 'matching.person.need.words' : 'matching.person.words')
  const short = words.trim().length < 2
  const send = () => { setTried(true); if (!short) write.run({ ...about, words: words.trim() }) }
  return (
    <Sheet open={open} title={t('matching.person.title')} closeLabel={t('ui.close')} onClose={onClose} foot={<Btn kind='main' wide busy={write.busy} onTap={send}>{t('matching.person.send')}</Btn>}>
      <Area required label={label} help={t('matching.person.help')} value={words} max={500} error={tried && short ? t('matching.person.bad') : write.fields.words} onChange={setWords} />
    </Sheet>
  )
}
