/** Proposals with their cost as a part of the money; one opened with what the desk found, and its checking. */
import { useState } from 'react'
import type { Pages } from '@/core/hooks'
import { useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import type { BudgetProposal, BudgetRound } from '@/core/types'
import { moveProposal } from '@/services/budget'
import { Area, Box, Btn, Chip, Facts, Field, Line, PagedList, Row, Sheet, Stack, Txt } from '@/ui'
import { fenOf, percentOf, yuan } from './rules'

export const CostBar = ({ cost, of, text }: { cost: number; of: number; text?: string }) => (
  <Box className='b-part'>
    <Box className='prog-t' role='presentation'><Box className='prog-f' style={{ width: `${Math.min(100, percentOf(cost, of))}%` }} /></Box>
    <Txt size={1} num tone='ink2'>{text ?? t('budget.part', { n: percentOf(cost, of) })}</Txt>
  </Box>
)

export function Proposals({ round: x, of, label }: { round: BudgetRound; of: Pages<BudgetProposal>; label: string }) {
  const [open, setOpen] = useState<BudgetProposal>()
  return (
    <>
      <PagedList of={of} label={label} empty={{ text: t('budget.proposals.none') }} row={p => (
        <Row key={p.id} title={p.title} value={p.state === 'passed' ? <Txt num>{yuan(p.cost_fen)}</Txt> : <Chip tone={p.state === 'proposed' ? 'warn' : 'ink2'}>{p.state_name}</Chip>}
          note={<CostBar cost={p.cost_fen} of={x.budget_fen} text={p.state === 'passed' ? undefined : yuan(p.cost_fen)} />} onTap={() => setOpen(p)} />
      )} />
      {open ? <ProposalSheet key={open.id} proposal={open} round={x} onClose={() => setOpen(undefined)} onDone={p => { of.change(q => (q.id === p.id ? p : q)); setOpen(undefined) }} /> : null}
    </>
  )
}

function ProposalSheet({ proposal: p, round: x, onClose, onDone }: { proposal: BudgetProposal; round: BudgetRound; onClose(): void; onDone(p: BudgetProposal): void }) {
  const checks = p.moves.some(m => m.move !== 'withdraw')
  const [reason, setReason] = useState(p.reason ?? ''), [cost, setCost] = useState(String(p.cost_fen / 100)), [tried, setTried] = useState(false)
  const write = useWrite(moveProposal, { done: t('budget.checked'), then: onDone })
  const fen = fenOf(cost), bad = { reason: reason.trim().length < 2, cost: !fen }
  function make(move: 'pass' | 'refuse' | 'withdraw') {
    setTried(true)
    if (move === 'withdraw') { write.run(p.id, { move }); return }
    if (!bad.reason && !bad.cost) write.run(p.id, { move, reason: reason.trim(), cost_fen: move === 'pass' && fen !== p.cost_fen ? fen : undefined })
  }
  return (
    <Sheet open title={p.title} closeLabel={t('ui.close')} onClose={onClose}
      foot={p.moves.length ? p.moves.map(m => <Btn key={m.move} wide kind={m.move === 'pass' ? 'main' : 'plain'} busy={write.busy} onTap={() => make(m.move)}>{m.name}</Btn>) : undefined}>
      <Stack gap={3}>
        <Txt as='p'>{p.text}</Txt>
        <CostBar cost={p.cost_fen} of={x.budget_fen} text={`${yuan(p.cost_fen)} · ${t('budget.part', { n: percentOf(p.cost_fen, x.budget_fen) })}`} />
        <Facts items={[[t('budget.by'), p.proposed_by.name], [t('budget.category'), p.category_name], p.reason && !checks ? [t('budget.found'), p.reason] : null]} />
        {p.entry_id ? <Line><Btn kind='quiet' onTap={() => go('lists.entry', { id: p.entry_id! })}>{t('budget.entry')}</Btn></Line> : null}
        {checks ? <>
          <Field required label={t('budget.f.cost')} help={t('budget.check.cost')} value={cost} suffix={t('budget.yuan')} error={tried && bad.cost ? t('budget.bad.cost') : write.fields.cost_fen} onChange={setCost} />
          <Area required label={t('budget.check.why')} help={t('budget.check.help')} value={reason} max={500} error={tried && bad.reason ? t('budget.bad.text') : write.fields.reason} onChange={setReason} />
        </> : null}
      </Stack>
    </Sheet>
  )
}
