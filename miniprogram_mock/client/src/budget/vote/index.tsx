/** The ballot: one card a proposal, what is left to give always above the button. Sent whole; nobody else can read it. */
import { useState } from 'react'
import { useLoad, usePages, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { backOr, useParams } from '@/core/nav'
import type { BudgetBallot, BudgetProposal, BudgetRound } from '@/core/types'
import { ballot as loadBallot, castBallot, proposals, round as loadRound } from '@/services/budget'
import { Box, Btn, Card, Check, Empty, LoadedView, PagedList, Screen, Stack, Stepper, Txt } from '@/ui'
import { CostBar } from '../parts/Proposals'
import { costOf, type Given, givenOf, leftWords, mayGive, percentOf, pointsLeft, votesOf, yuan } from '../parts/rules'
import '../parts/index.scss'

export default function BudgetVotePage() {
  const { id = '' } = useParams<'id'>()
  const one = useLoad(() => loadRound(id), [id])
  const mine = useLoad(() => loadBallot(id), [id])
  const list = usePages(cursor => proposals(id, cursor), [id])
  const [changed, setChanged] = useState<Given>()
  const given = changed ?? givenOf(mine.data)
  const write = useWrite(() => castBallot(id, votesOf(given)), { done: t('budget.sent'), then: b => { mine.set(b); setChanged(undefined); backOr('budget.round', { id }) } })
  const x = one.data, choices = (list.items ?? []).filter(p => p.state === 'passed'), may = !!mine.data?.may_vote
  return (
    <Screen title={t('budget.vote')} action={x && may ? <Foot round={x} given={given} proposals={choices} busy={write.busy} onSend={() => write.run()} /> : undefined}>
      <LoadedView of={one} shape='detail'>{r => <LoadedView of={mine} shape='rows'>{b => (
        b.may_vote ? <Ballot round={r} of={{ ...list, items: list.items && choices }} given={given} onChange={setChanged} again={b} /> : <Empty text={b.why_not ?? t('budget.vote.over')} action={{ text: t('budget.vote.back'), onTap: () => backOr('budget.round', { id }) }} />
      )}</LoadedView>}</LoadedView>
    </Screen>
  )
}

function Foot({ round: x, given, proposals: all, busy, onSend }: { round: BudgetRound; given: Given; proposals: readonly BudgetProposal[]; busy: boolean; onSend(): void }) {
  const full = x.ballot_kind === 'points' ? percentOf((x.points_max ?? 0) - pointsLeft(given, x.points_max ?? 0), x.points_max ?? 1) : Math.min(100, percentOf(costOf(given, all), x.budget_fen))
  return (
    <Box className='b-foot'>
      <Box className='b-left' role='status'><Txt bold num>{leftWords(x, given, all)}</Txt><Box className='prog-t' role='presentation'><Box className='prog-f' style={{ width: `${full}%` }} /></Box></Box>
      <Btn kind='main' wide busy={busy} onTap={onSend}>{t('budget.send')}</Btn>
    </Box>
  )
}

function Ballot({ round: x, of, given, onChange, again }: { round: BudgetRound; of: ReturnType<typeof usePages<BudgetProposal>>; given: Given; onChange(g: Given): void; again: BudgetBallot }) {
  const give = (id: string, points: number) => onChange({ ...given, [id]: points })
  return (
    <Stack gap={3} className='b-votes'>
      <Txt as='h2' size={4} bold>{x.title}</Txt>
      <Txt as='p'>{t(`budget.how.${x.ballot_kind}`, { n: x.points_max ?? 0 })}{t('budget.secret')}</Txt>
      {again.votes.length ? <Txt as='p' size={2} tone='ink2'>{t('budget.again')}</Txt> : null}
      <PagedList of={of} ruled={false} label={t('budget.proposals')} empty={{ text: t('budget.proposals.none') }} row={p => (
        <Card key={p.id}>
          {x.ballot_kind === 'approval' ? <Check label={<><Txt bold className='block'>{p.title}</Txt><Txt size={2} num tone='ink2'>{yuan(p.cost_fen)}</Txt></>} on={!!given[p.id]} onChange={on => give(p.id, on ? 1 : 0)} /> : <><Txt as='h3' bold>{p.title}</Txt><Txt size={2} num tone='ink2'>{yuan(p.cost_fen)}</Txt></>}
          <Txt as='p' size={2} tone='ink2'>{p.text}</Txt>
          <CostBar cost={p.cost_fen} of={x.budget_fen} />
          {x.ballot_kind === 'points' ? <Box className='b-gap'><Stepper label={p.title} value={given[p.id] ?? 0} min={0} max={mayGive(given, p.id, x.points_max ?? 0)} unit={t('budget.point')} onChange={n => give(p.id, n)} /></Box> : null}
        </Card>
      )} />
    </Stack>
  )
}
