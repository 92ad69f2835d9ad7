/** Why it was suggested, as chips; the points behind one under a tap, where they are the reader's to see. */
import { t } from '@/core/i18n'
import type { MatchSuggestion } from '@/core/types'
import { Line, ReasonChip, Txt } from '@/ui'
import { chipsOf } from './rules'

export function Reasons({ of: s }: { of: MatchSuggestion }) {
  const chips = chipsOf(s)
  if (!chips.length) return null
  return <Line className='m-why'>{chips.map(r => <ReasonChip key={r.code} reason={r.text}>{r.points === null ? undefined : <Txt as='p' num>{t('matching.figure', { n: r.points })}</Txt>}</ReasonChip>)}</Line>
}
