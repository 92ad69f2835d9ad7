/** The chair's word on a quarter; its lead writes it once the quarter's last month is told. */
import { useState } from 'react'
import { useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import type { Alliance, AllianceBoard } from '@/core/types'
import { review } from '@/services/alliances'
import { Area, Btn, Card, Section, Sheet, Txt } from '@/ui'

export function Review({ of: a, board: b, onDone }: { of: Alliance; board: AllianceBoard; onDone(a: Alliance): void }) {
  const [open, setOpen] = useState(false), [text, setText] = useState(b.review ?? ''), [tried, setTried] = useState(false)
  const long = text.trim().length >= 5
  const write = useWrite(() => review(a.id, b.month, text.trim()), { done: t('alliance.review.done'), then: r => { onDone(r); setOpen(false) } })
  if (!b.review && !b.may_review) return null
  return (
    <Section title={t('alliance.review')} aside={b.review && b.may_review ? <Btn kind='quiet' onTap={() => setOpen(true)}>{t('alliance.review.write')}</Btn> : undefined}>
      {b.review ? <Card><Txt as='p'>{b.review}</Txt></Card> : <Btn kind='main' wide onTap={() => setOpen(true)}>{t('alliance.review.write')}</Btn>}
      <Sheet open={open} title={t('alliance.review.write')} closeLabel={t('ui.close')} onClose={() => setOpen(false)} foot={<Btn kind='main' wide busy={write.busy} onTap={() => { setTried(true); if (long) write.run() }}>{t('alliance.review.yes')}</Btn>}>
        <Area required label={t('alliance.review.text')} help={t('alliance.review.help')} value={text} max={2000} error={tried && !long ? t('alliance.review.bad') : write.fields.text} onChange={setText} />
      </Sheet>
    </Section>
  )
}
