/** What the leader or the desk may do about one who signed up: look at a certificate, note why somebody did not come, say a word. */
import { useState } from 'react'
import { toast } from '@/core/dialogs'
import { useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import type { SignUp, SignUpMove } from '@/core/types'
import { moveSignUp } from '@/services/volunteering'
import { Area, Btn, Sheet, Stack, Txt } from '@/ui'

export function PersonSheet({ of: u, onClose, onDone }: { of: SignUp; onClose(): void; onDone(): void }) {
  const [note, setNote] = useState(''), [tried, setTried] = useState(false)
  const write = useWrite((move: SignUpMove) => moveSignUp(u.id, { move, ...(move === 'excuse' ? { note: note.trim() } : {}) }), { then: () => { toast(t('activity.moves.done')); onDone() } })
  const moves = u.moves.filter(m => m.move !== 'cancel'), excuses = moves.some(m => m.move === 'excuse')
  function tap(move: SignUpMove) {
    setTried(true)
    if (move !== 'excuse' || note.trim()) write.run(move)
  }
  return (
    <Sheet open title={u.member.name} closeLabel={t('ui.close')} onClose={onClose}>
      <Stack gap={3}>
        <Txt as='p' tone='ink2'>{[u.role?.name, u.state_name, u.is_excused ? t('activity.moves.excused') : ''].filter(Boolean).join(' · ')}</Txt>
        {u.qualification ? <Txt as='p' bold>{t('activity.moves.number', { what: u.qualification.name ?? t('activity.moves.qualification'), number: u.qualification.number })}</Txt> : null}
        {u.cancel_reason ? <Txt as='p'>{`${t('activity.moves.reason')}：${u.cancel_reason}`}</Txt> : null}
        {u.excuse_reason ? <Txt as='p'>{`${t('activity.moves.excused')}：${u.excuse_reason}`}</Txt> : null}
        {excuses ? <Area required label={t('activity.moves.excuse.why')} value={note} max={200} error={write.fields.note ?? (tried && !note.trim() ? t('volunteering.note.need') : undefined)} onChange={setNote} /> : null}
        {moves.map(m => <Btn key={m.move} wide kind={m.move === 'decline' ? 'danger' : 'plain'} busy={write.busy} onTap={() => tap(m.move)}>{m.move === 'excuse' ? t('activity.moves.excuse') : m.name}</Btn>)}
      </Stack>
    </Sheet>
  )
}
