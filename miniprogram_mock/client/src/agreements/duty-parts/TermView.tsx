/** A due day whole: how much is left by when, what was handed in and decided, the excuse, what happened so far. */
import { useState } from 'react'
import { ask } from '@/core/dialogs'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { productNow } from '@/core/now'
import type { DutyTermWhole } from '@/core/types'
import { Reason } from '@/desk/parts/Reason'
import { moveTerm, term as loadTerm } from '@/services/duties'
import { Box, Btn, Chip, Facts, Figure, Line, LoadedView, Row, Rows, Section, Stack, Stops, Txt } from '@/ui'
import { EvidenceCard } from './EvidenceCard'
import { dayOf, historyStops, LATE, leftOf, termTone } from './rules'

/** Beside a list, in one column. */
export function TermBeside({ id, onDone }: { id: string; onDone?(x: DutyTermWhole): void }) {
  const load = useLoad(() => loadTerm(id), [id])
  return <LoadedView of={load} shape='detail'>{x => <TermView of={x} onDone={r => { load.set(r); onDone?.(r) }} />}</LoadedView>
}

export function TermView({ of: x, two, onDone }: { of: DutyTermWhole; /** in two columns where there is room */ two?: boolean; onDone(x: DutyTermWhole): void }) {
  const left = leftOf(x), late = LATE.includes(x.state), newest = [...x.handed_in].reverse()
  return (
    <Box className={two ? 'a-two' : 'a-one'}>
      <Stack gap={0}>
        <Stack gap={2}>
          <Txt as='h2' size={4} bold>{x.duty.text}</Txt>
          <Line between><Figure value={String(left || x.amount)} unit={x.duty.measure} label={t(left ? 'duty.left' : 'duty.done')} tone={left ? (late ? 'seal' : 'ink') : 'ok'} /><Chip tone={termTone(x.state)}>{x.state_name}</Chip></Line>
          <Txt as='p' bold num tone={late ? 'seal' : undefined}>{dayOf(x, productNow())}</Txt>
          {x.waits_for ? <Txt as='p' tone='ink2'>{t('duty.waits', { text: x.waits_for })}</Txt> : null}
        </Stack>
        <Section title={t('duty.handed')}>
          {newest.length ? <Stack gap={3}>{newest.map(e => <EvidenceCard key={e.id} of={e} term={x} onDone={onDone} />)}</Stack> : <Txt as='p' tone='ink2'>{t('duty.handed.none')}</Txt>}
        </Section>
      </Stack>
      <Stack gap={0}>
        <Excuse of={x} onDone={onDone} />
        <Section>
          <Facts items={[
            [t('duty.giver'), x.duty.giver.name], [t('duty.receiver'), x.duty.receiver.name], [t('duty.accepter'), x.duty.accepter.name],
            [t('duty.kinds'), x.duty.evidence.map(e => e.name).join('、')], [t('duty.amount'), t('duty.of', { n: x.amount, unit: x.duty.measure, no: x.no })],
          ]} />
          <Rows><Row title={x.duty.agreement_title} note={t('duty.agreement')} onTap={() => go('agreements.read', { id: x.duty.agreement_id })} /><Row title={t('duty.list.notes')} note={t('duty.list.notes.note')} onTap={() => go('agreements.notes', { id: x.duty.id })} /></Rows>
        </Section>
        <Section title={t('duty.history')}><Stops stops={historyStops(x)} label={t('duty.history')} /></Section>
      </Stack>
    </Box>
  )
}

/** Asked for by the debtor; granted or declined by whom it was for. */
function Excuse({ of: x, onDone }: { of: DutyTermWhole; onDone(x: DutyTermWhole): void }) {
  const [why, setWhy] = useState<'ask_excuse' | 'decline_excuse'>()
  const may = (act: 'ask_excuse' | 'grant_excuse') => x.acts.includes(act)
  const done = { ask_excuse: t('duty.excuse.sent'), grant_excuse: t('duty.excuse.answered'), decline_excuse: t('duty.excuse.answered') }
  const write = useWrite((move: keyof typeof done, note?: string) => moveTerm(x.id, move, note).then(r => { setWhy(undefined); onDone(r); return move }), { done: move => done[move] })
  const grant = async () => { if (await ask({ title: t('duty.excuse.yes'), text: t('duty.excuse.yes.text'), yes: t('duty.excuse.yes') })) await write.run('grant_excuse') }
  if (!x.excuse && !may('ask_excuse')) return null
  return (
    <Section title={t('duty.excuse')}>
      <Stack gap={3}>
        {x.excuse ? <Txt as='p'>{t('duty.excuse.asked', { text: x.excuse })}</Txt> : <Txt as='p' tone='ink2'>{t('duty.excuse.about')}</Txt>}
        {x.excuse && x.state !== 'excused' && !may('grant_excuse') ? <Txt as='p' tone='ink2'>{t('duty.excuse.waits', { name: x.duty.receiver.name })}</Txt> : null}
        {may('ask_excuse') ? <Line><Btn busy={write.busy} onTap={() => setWhy('ask_excuse')}>{t('duty.excuse')}</Btn></Line> : null}
        {may('grant_excuse') ? <Line><Btn kind='main' busy={write.busy} onTap={grant}>{t('duty.excuse.yes')}</Btn><Btn kind='danger' busy={write.busy} onTap={() => setWhy('decline_excuse')}>{t('duty.excuse.no')}</Btn></Line> : null}
      </Stack>
      {why ? <Reason title={t(why === 'ask_excuse' ? 'duty.excuse' : 'duty.excuse.no')} label={t(why === 'ask_excuse' ? 'duty.excuse.why' : 'duty.excuse.no.why')} need={t('duty.why.need')} busy={write.busy} onSend={note => write.run(why, note)} onClose={() => setWhy(undefined)} /> : null}
    </Section>
  )
}
