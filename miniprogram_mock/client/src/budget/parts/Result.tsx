/** What was chosen and why, in words: who has something of theirs in it; what counting by most points alone would have given is under a tap. */
import { useState } from 'react'
import type { Loaded } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import type { BudgetOutcome, BudgetResult } from '@/core/types'
import { Bars, Box, Btn, Chip, Facts, LoadedView, Row, Rows, Section, Sheet, Txt } from '@/ui'
import { CostBar } from './Proposals'
import { served, yuan } from './rules'

export const Result = ({ of }: { of: Loaded<BudgetResult> }) => <LoadedView of={of} shape='card'>{r => <Found result={r} />}</LoadedView>

function Found({ result: r }: { result: BudgetResult }) {
  const [other, setOther] = useState(false)
  const chosen = r.proposals.filter(p => p.by_equal_shares), rest = r.proposals.filter(p => !p.by_equal_shares)
  return (
    <>
      <Section title={t('budget.chosen', { n: chosen.length })}>
        <Outcomes items={chosen} result={r} label={t('budget.chosen', { n: chosen.length })} />
        <Box className='b-gap'><CostBar cost={r.spent_fen} of={r.budget_fen} text={t('budget.spent', { spent: yuan(r.spent_fen), all: yuan(r.budget_fen) })} /></Box>
      </Section>
      <Section title={t('budget.why')}>
        <Box className='b-why'>
          {r.represented ? <Txt as='p' bold>{t('budget.why.served', { n: served(r.represented.equal_shares), of: r.voters })}</Txt> : null}
          <Txt as='p'>{r.share_fen === null ? t('budget.why.nobody') : t('budget.why.share', { share: yuan(r.share_fen) })}</Txt>
        </Box>
        <Box className='b-gap'><Rows><Row title={t('budget.greedy')} note={t('budget.greedy.note')} onTap={() => setOther(true)} /></Rows></Box>
      </Section>
      {rest.length ? <Section title={t('budget.rest')}><Outcomes items={rest} result={r} label={t('budget.rest')} /></Section> : null}
      {other ? <OtherWay result={r} onClose={() => setOther(false)} /> : null}
    </>
  )
}

const Outcomes = ({ items, result: r, label }: { items: readonly BudgetOutcome[]; result: BudgetResult; label: string }) => (
  <Rows label={label}>{items.map(p => (
    <Row key={p.id} title={p.title} value={<Txt num>{yuan(p.cost_fen)}</Txt>} onTap={p.entry_id ? () => go('lists.entry', { id: p.entry_id! }) : undefined}
      note={<>{t('budget.supporters', { n: p.supporters, of: r.voters })}{p.how === 'rest' ? t('budget.how.rest') : ''}{p.entry_id ? ` · ${t('budget.listed')}` : ''}</>} />
  ))}</Rows>
)

function OtherWay({ result: r, onClose }: { result: BudgetResult; onClose(): void }) {
  const both = r.represented
  return (
    <Sheet open title={t('budget.greedy')} closeLabel={t('ui.close')} onClose={onClose} foot={<Btn wide onTap={onClose}>{t('ui.close')}</Btn>}>
      <Txt as='p'>{both ? t('budget.greedy.served', { n: served(both.greedy), of: r.voters, ours: served(both.equal_shares) }) : t('budget.why.nobody')}</Txt>
      <Box className='b-gap'><Rows label={t('budget.greedy')}>{r.proposals.map(p => <Row key={p.id} title={p.title} note={yuan(p.cost_fen)} value={<Chip tone={p.by_greedy ? 'record' : 'ink2'}>{t(p.by_greedy ? 'budget.greedy.in' : 'budget.greedy.out')}</Chip>} />)}</Rows></Box>
      {r.buildings.length ? <Section title={t('budget.buildings')} note={t('budget.buildings.note')}>
        <Bars label={t('budget.buildings')} items={r.buildings.map(b => ({ label: b.building ?? t('budget.buildings.other'), value: b.equal_shares_percent, text: t('budget.buildings.both', { ours: b.equal_shares_percent, theirs: b.greedy_percent }) }))} />
      </Section> : null}
      <Facts items={[[t('budget.voters'), t('budget.voters.of', { n: r.voters, of: r.electors })], [t('budget.hash'), <Txt num>{r.ballots_hash.slice(0, 16)}</Txt>]]} />
    </Sheet>
  )
}
