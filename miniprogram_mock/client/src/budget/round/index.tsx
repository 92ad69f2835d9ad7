/** One round: what it is in two sentences, what is proposed at which part of the money, or what was chosen and why. */
import { useState } from 'react'
import { useLoad, usePages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go, useParams } from '@/core/nav'
import { useMe } from '@/core/store'
import type { BudgetRound } from '@/core/types'
import { ballot as loadBallot, proposals, result as loadResult, round as loadRound } from '@/services/budget'
import { Btn, Card, Chip, Facts, Line, LoadedView, Row, Rows, Screen, Section, Stack, Stops, Txt } from '@/ui'
import { RoundMoves } from '../parts/Moves'
import { Proposals } from '../parts/Proposals'
import { ProposeSheet } from '../parts/ProposeSheet'
import { Result } from '../parts/Result'
import { clockOf, stageTone, yuan } from '../parts/rules'
import '../parts/index.scss'

export default function RoundPage() {
  const { id = '' } = useParams<'id'>()
  const { verified } = useMe()
  const one = useLoad(() => loadRound(id), [id], { keep: 'round:' + id })
  const x = one.data
  const list = usePages(cursor => proposals(id, cursor), [id])
  const mine = useLoad(() => loadBallot(id), [id], { skip: !verified || !x?.is_voting_open })
  const found = useLoad(() => loadResult(id), [id, !!x?.has_result], { skip: !x?.has_result })
  const [proposing, setProposing] = useState(false)
  const action = x?.is_voting_open && mine.data?.may_vote ? <Btn kind='main' wide onTap={() => go('budget.vote', { id })}>{t(mine.data.votes.length ? 'budget.vote.change' : 'budget.vote.go')}</Btn>
    : x?.stage === 'proposing' && x.may_propose ? <Btn kind='main' wide onTap={() => setProposing(true)}>{t('budget.propose')}</Btn> : undefined
  return (
    <Screen title={t('budget.round')} action={action}>
      <LoadedView of={one} shape='detail'>{r => (
        <>
          <Head round={r} why={r.is_voting_open ? mine.data?.why_not ?? undefined : undefined} voted={r.is_voting_open && !!mine.data?.votes.length} />
          {r.has_result ? <Result of={found} /> : <Section title={t('budget.proposals')}><Proposals round={r} of={list} label={t('budget.proposals')} /></Section>}
          <RoundMoves round={r} of={one} />
          <Section title={t('budget.progress')}><Card><Stops stops={r.stops.map((s, i) => ({ key: `${s.stage}${i}`, name: s.name, status: s.status, at: s.at, by: s.by, note: s.status === 'now' ? [r.next_actor, clockOf(r)].filter(Boolean).join(' · ') : s.note ?? undefined }))} /></Card></Section>
          {r.topic ? <Section title={t('budget.topic')}><Rows><Row title={r.topic.name} onTap={() => go('lists.topic', { id: r.topic!.id })} /></Rows></Section> : null}
          {proposing ? <ProposeSheet round={r} onClose={() => setProposing(false)} onDone={() => { setProposing(false); list.reload() }} /> : null}
        </>
      )}</LoadedView>
    </Screen>
  )
}

function Head({ round: x, why, voted }: { round: BudgetRound; /** why I do not vote */ why?: string; voted: boolean }) {
  const clock = clockOf(x)
  return (
    <Stack gap={3}>
      <Line><Chip tone={stageTone(x.stage)}>{x.stage_name}</Chip>{clock ? <Txt size={2} num tone={x.overdue ? 'seal' : 'ink2'}>{clock}</Txt> : null}</Line>
      <Txt as='h2' size={4} bold>{x.title}</Txt>
      <Txt as='p'>{t('budget.what', { money: yuan(x.budget_fen) })}{t(`budget.what.${x.ballot_kind}`, { n: x.points_max ?? 0 })}</Txt>
      {voted ? <Txt as='p' bold tone='ok'>{t('budget.voted')}</Txt> : null}
      {why ? <Txt as='p' tone='ink2'>{why}</Txt> : null}
      <Card><Facts items={[x.text ? [t('budget.f.why'), x.text] : null, [t('budget.f.fund'), x.fund], x.voters ? [t('budget.voters'), t('budget.voters.n', { n: x.voters })] : null]} /></Card>
    </Stack>
  )
}
