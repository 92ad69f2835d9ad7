/** A need that nobody serves: why, the smallest change that would help, and where it is made. */
import { useState } from 'react'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import type { UnmetNeed } from '@/core/types'
import { Box, Btn, Card, Chip, Line, ReasonChip, Txt } from '@/ui'
import { SuggestSheet } from './SuggestSheet'
import { needPage } from './rules'

export function UnmetCard({ of: u }: { of: UnmetNeed }) {
  const { edit } = u
  const [suggests, setSuggests] = useState(false)
  return (
    <Card className='m-card'>
      <Line between top><Txt as='h3' size={3} bold>{u.need.title}</Txt><Chip tone={u.state === 'open' ? 'warn' : 'ink2'}>{u.state_name}</Chip></Line>
      <Txt as='p' size={2} tone='ink2' num>{[t('matching.unmet.missing', { n: u.missing, unit: u.need.quantity_unit }), t('matching.unmet.days', { n: u.days }), !u.is_public && t('matching.unmet.private')].filter(Boolean).join(' · ')}</Txt>
      {u.change_text ? <Box className='m-change'><Txt as='p' size={2} tone='ink2'>{t('matching.unmet.change')}</Txt><Txt as='p' bold>{u.change_text}</Txt></Box> : null}
      <Txt as='p'>{u.why_text}</Txt>
      {u.why.length ? <Line className='m-why'>{u.why.map(w => <ReasonChip key={w.code} reason={w.text}><Txt as='p' num>{w.count === null ? t('matching.unmet.few') : t('matching.unmet.count', { n: w.count })}</Txt></ReasonChip>)}</Line> : null}
      {u.becomes_text ? <Txt as='p' size={2} tone='ink2'>{u.becomes_text}</Txt> : null}
      <Box className='m-acts'>
        {edit ? <Btn onTap={() => (edit.type === 'entry' ? go('lists.propose', { id: edit.id }) : go('volunteering.shift', { id: edit.id }))}>{edit.name}</Btn> : null}
        {u.problem_id ? <Btn kind='quiet' onTap={() => u.problem_id && go('lists.entry', { id: u.problem_id })}>{t('matching.unmet.problem')}</Btn> : <Btn kind='quiet' onTap={() => go(...needPage(u))}>{t('matching.more')}</Btn>}
        {u.need.is_open ? <Btn kind='quiet' onTap={() => setSuggests(true)}>{t('matching.suggest')}</Btn> : null}
      </Box>
      {suggests ? <SuggestSheet need={u.need} onClose={() => setSuggests(false)} onDone={() => setSuggests(false)} /> : null}
    </Card>
  )
}
