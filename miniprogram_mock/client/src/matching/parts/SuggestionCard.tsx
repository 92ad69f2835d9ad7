/** One suggestion: what, when, where, why; and what is said to it. */
import { useState } from 'react'
import { nearDay } from '@/core/format'
import { useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import type { MatchSuggestion } from '@/core/types'
import { moveSuggestion, suggestion } from '@/services/matching'
import { Box, Btn, Card, Chip, Line, ReasonChip, Stack, Txt } from '@/ui'
import { AskSheet } from './AskSheet'
import { NoSheet, YesSheet } from './AnswerSheets'
import { Reasons } from './Reasons'
import { becamePage, needPage, needsForm, suggestionTone, yesBody } from './rules'

interface Props { of: MatchSuggestion; /** for a unit */ unit?: boolean; onChange(s: MatchSuggestion): void }

export function SuggestionCard({ of: s, unit = false, onChange }: Props) {
  const [sheet, setSheet] = useState<'yes' | 'no' | 'ask'>()
  const move = useWrite(moveSuggestion, { then: after => { setSheet(undefined); onChange(after) }, shown: true, done: after => (after.state === 'declined' ? t('matching.decline.done') : t(`matching.accept.done.${s.need.type}`)) })
  const yes = async () => {
    if (needsForm(s)) return setSheet('yes')
    await answer(yesBody(s, { risks: false, qualification: '', quantity: s.amount, note: '' }))
  }
  /** It is not as it was, and stays where it is shown: what was refused stands on it. */
  const again = () => { setSheet(undefined); suggestion(s.id).then(onChange, () => undefined) }
  const answer = async (body: Parameters<typeof moveSuggestion>[1]) => { if (!await move.run(s.id, body, s.need.title)) again() }
  const may = (m: string) => s.moves.find(x => x.move === m)
  const where = s.need.place ? t('matching.place', { place: s.need.place }) : null
  return (
    <Card className='m-card'>
      <Line between top>
        <Txt as='h3' size={3} bold>{s.need.title}</Txt>
        <Chip tone={suggestionTone(s.state)}>{s.state_name}</Chip>
      </Line>
      <Stack gap={1}>
        {s.when ? <Txt bold num>{s.when}</Txt> : null}
        <Txt size={2} tone='ink2' num>{[where, s.need.role_name && t('matching.role', { name: s.need.role_name }), s.offer.type === 'resource' && t('matching.with', { name: s.offer.name }), t('matching.need.n', { n: s.need.left, unit: s.need.quantity_unit })].filter(Boolean).join(' · ')}</Txt>
      </Stack>
      <Reasons of={s} />
      {s.state_text ? <Txt as='p' size={2} tone='ink2'>{s.state_text}</Txt> : null}
      {s.decline_reason_name ? <Txt as='p' size={2} tone='ink2'>{t('matching.declined', { reason: s.decline_words || s.decline_reason_name })}</Txt> : null}
      {move.error ? <Box role='alert'><Txt as='p' tone='danger'>{move.error.code === 'suggestion_overtaken' ? t('matching.overtaken') : move.error.words}</Txt></Box> : null}
      {may('accept') ? (
        <Box className='m-acts'>
          <Btn kind='main' busy={move.busy} onTap={yes}>{may('accept')?.name}</Btn>
          {may('decline') ? <Btn onTap={() => setSheet('no')}>{may('decline')?.name}</Btn> : null}
          <Btn kind='quiet' onTap={() => go(...needPage(s))}>{t('matching.more')}</Btn>
        </Box>
      ) : s.became ? <Line><Btn onTap={() => s.became && go(...becamePage(s.became))}>{t('matching.became')}</Btn></Line> : null}
      <Foot of={s} onAsk={() => setSheet('ask')} />
      <YesSheet of={s} open={sheet === 'yes'} busy={move.busy} onSend={answer} onClose={() => setSheet(undefined)} />
      <NoSheet of={s} unit={unit} open={sheet === 'no'} busy={move.busy} onSend={answer} onClose={() => setSheet(undefined)} />
      <AskSheet about={{ suggestion_id: s.id }} open={sheet === 'ask'} onClose={() => setSheet(undefined)} onDone={again} />
    </Card>
  )
}

/** Who found it, until when it waits, and the way to a person. */
function Foot({ of: s, onAsk }: { of: MatchSuggestion; onAsk(): void }) {
  const r = s.my_review
  return (
    <Box className='m-foot'>
      <Line between>
        <ReasonChip reason={t(s.automated ? 'matching.auto' : 'matching.byHand')}><Txt as='p'>{s.automated_text}</Txt></ReasonChip>
        {s.state === 'offered' && s.answer_by ? <Txt size={2} tone='ink2' num>{t('matching.until', { day: nearDay(s.answer_by) })}</Txt> : null}
      </Line>
      {r?.answer ? <Txt as='p' size={2}>{t('matching.person.answer')}：{r.answer}</Txt> : r?.state === 'asked' ? <Txt as='p' size={2} tone='ink2'>{t('matching.person.asked')}</Txt> : null}
      {s.may_ask_review ? <Btn kind='quiet' onTap={onAsk}>{t('matching.person')}</Btn> : null}
    </Box>
  )
}
