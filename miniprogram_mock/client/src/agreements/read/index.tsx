/** One agreement: what each side does, who has signed, and what the reader may do now. */
import { useState } from 'react'
import { ask, toast } from '@/core/dialogs'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go, useParams } from '@/core/nav'
import type { AgreementMove, AgreementText, DutyWithTerms, WholeAgreement } from '@/core/types'
import { agreement as load, dutiesOf, isGenuine, moveAgreement, sign } from '@/services/agreements'
import { Box, Btn, Card, Chip, Facts, Line, LoadedView, Screen, Stack, Tabs, TraceRow, Txt } from '@/ui'
import { Clauses } from '../parts/Clauses'
import { More } from '../parts/More'
import { Signers } from '../parts/Signers'
import { daysOf, firstText, fullDay, isOnOffer, nameOf, statusOf, textsOf, toneOf, unpaid, type Which } from '../parts/rules'
import '../parts/index.scss'

export default function ReadPage() {
  const { id = '' } = useParams<'id'>()
  const of = useLoad(() => load(id), [id], { keep: 'agreement:' + id })
  const [chosen, setChosen] = useState<Which>()
  const a = of.data
  const begun = a?.state === 'in_force' || a?.state === 'ended'
  const duties = useLoad(() => dutiesOf(id), [id, begun], { keep: 'agreement-duties:' + id, skip: !begun })
  const which = chosen ?? (a ? firstText(a) : 'now')
  const text = a && (textsOf(a)[which] ?? textsOf(a).now)
  return (
    <Screen wide title={t('agreements.read')} action={a && text && text === a.open ? <Next agreement={a} text={text} onDone={of.set} /> : undefined}>
      <LoadedView of={of} shape='detail'>{x => (text ? <Shown agreement={x} text={text} duties={duties.data} which={which} onChoose={setChosen} onDone={of.set} /> : null)}</LoadedView>
    </Screen>
  )
}

/** The one thing that is to be done with the open text: signed, or offered. */
function Next({ agreement: a, text, onDone }: { agreement: WholeAgreement; text: AgreementText; onDone(a: WholeAgreement): void }) {
  const signing = useWrite((party: number) => sign(a, text, party), { done: r => t(r.open ? 'agreements.sign.done' : 'agreements.sign.done.all'), then: onDone })
  const moving = useWrite((move: AgreementMove) => moveAgreement(a.id, move), { done: r => t('agreements.move.done', { state: r.state_name }), then: onDone })
  async function signFor(party: number) {
    if (!isGenuine(a, text)) { toast(t('agreements.sign.stop'), 'danger'); return }
    const name = nameOf(a.parties, party)
    const said = text.purpose === 'ending' ? t('agreements.sign.text.end', { day: fullDay(text.ends_on) }) : t('agreements.sign.text', { n: text.clauses.length })
    if (await ask({ title: t('agreements.sign.ask', { name }), text: said, yes: t('agreements.sign.yes') })) signing.run(party)
  }
  async function offer(name: string) {
    if (await ask({ title: t('agreements.move.ask', { move: name }), text: t('agreements.offer.text'), yes: name })) moving.run('offer')
  }
  if (isOnOffer(text)) return a.sign_as.length ? <>{a.sign_as.map((party, i) => <Btn key={party} kind={i ? 'plain' : 'main'} wide busy={signing.busy} onTap={() => signFor(party)}>{t('agreements.sign', { name: nameOf(a.parties, party) })}</Btn>)}</> : null
  const offering = a.moves.find(m => m.move === 'offer')
  if (!offering) return null
  return (
    <>
      <Btn kind='main' wide busy={moving.busy} onTap={() => offer(offering.name)}>{offering.name}</Btn>
      <Btn wide onTap={() => go('agreements.write', { id: a.id })}>{t('agreements.edit')}</Btn>
    </>
  )
}

function Shown({ agreement: a, text, duties, which, onChoose, onDone }: { agreement: WholeAgreement; text: AgreementText; duties?: readonly DutyWithTerms[]; which: Which; onChoose(w: Which): void; onDone(a: WholeAgreement): void }) {
  const both = !!textsOf(a).new
  return (
    <>
      <Stack gap={3}>
        <Line><Chip tone={toneOf(a.state)}>{a.state_name}</Chip><Txt size={2} tone='ink2' num>{`${a.number} · ${text.purpose_name}`}</Txt></Line>
        <Txt as='h2' size={4} bold>{text.title}</Txt>
        <Txt as='p' bold tone={a.sign_as.length && text === a.open ? 'seal' : 'ink'}>{statusOf(a, text)}</Txt>
        {both ? <Box><Tabs<Which> label={t('agreements.read.texts')} value={which} tabs={(['now', 'new'] as const).map(value => ({ value, text: t(`agreements.read.${value}`) }))} onChange={onChoose} /></Box> : null}
      </Stack>
      {text.purpose === 'ending'
        ? <Card><Stack gap={2}><Txt as='p'>{t('agreements.read.end', { day: fullDay(text.ends_on) })}</Txt>{text.preamble ? <Txt as='p'>{text.preamble}</Txt> : null}</Stack></Card>
        : <>{text === a.open ? unpaid(text.parties, text.clauses).map(name => <Box key={name} className='ag-unpaid'><Chip tone='warn'>{t('agreements.unpaid')}</Chip><Txt size={2}> {t('agreements.unpaid.text', { name })}</Txt></Box>) : null}<Clauses clauses={text.clauses} parties={text.parties} duties={text === a.in_force ? duties : undefined} /></>}
      <Signers agreement={a} text={text} />
      <Box className='section'><Card><Facts items={[
        text.purpose === 'ending' ? null : [t('agreements.read.term'), daysOf(text)],
        text.purpose !== 'ending' && text.preamble ? [t('agreements.read.preamble'), text.preamble] : null,
        a.entry ? [t('agreements.read.entry'), a.entry.title] : null,
      ]} /></Card></Box>
      <More agreement={a} text={text} onDone={onDone} />
      <TraceRow type='agreement' id={a.id} />
    </>
  )
}
