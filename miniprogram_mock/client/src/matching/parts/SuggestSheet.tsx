/** Staff's own suggestion: somebody is found by name; the server says which condition fails. */
import { useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import type { MatchNeed, MatchSuggestion } from '@/core/types'
import { suggest } from '@/services/matching'
import { Box, MemberFinder, Sheet, Txt } from '@/ui'

export function SuggestSheet({ need, onClose, onDone }: { need: MatchNeed; onClose(): void; onDone(made: MatchSuggestion): void }) {
  const write = useWrite(suggest, { shown: true, done: t('matching.suggest.done'), then: onDone })
  const choose = (id: string) => write.run({ need: { type: need.type, id: need.id, role_id: need.role_id }, offer: { type: 'member', id } })
  return (
    <Sheet open title={need.title} closeLabel={t('ui.close')} onClose={onClose}>
      <Txt as='p' size={2} tone='ink2'>{t('matching.suggest.help')}</Txt>
      {write.error ? <Box role='alert'><Txt as='p' tone='danger'>{write.error.words}</Txt></Box> : null}
      <MemberFinder onChoose={m => choose(m.id)} />
    </Sheet>
  )
}
