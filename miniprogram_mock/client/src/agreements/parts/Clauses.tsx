/** Clauses as sides: who does what for whom, and how it is kept; side by side where there is room. */
import { useState } from 'react'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { productNow } from '@/core/now'
import type { Clause, DutyWithTerms, NamedParty } from '@/core/types'
import { Box, Chip, Row, Rows, Section, Sheet, Txt } from '@/ui'
import { dayOf, muchOf, termTone } from '../duty-parts/rules'
import { daysIn, nameOf, nowIn, owedBeside, progressOf, sidesOf } from './rules'

interface Props { clauses: readonly Clause[]; parties: readonly NamedParty[]; /** of the text in force */ duties?: readonly DutyWithTerms[] }

export function Clauses({ clauses, parties, duties = [] }: Props) {
  const [open, setOpen] = useState<DutyWithTerms>()
  if (!clauses.length) return <Section><Txt as='p' tone='ink2'>{t('agreements.clause.none')}</Txt></Section>
  const before = owedBeside(duties, clauses)
  return (
    <>
      <Box className='ag-sides'>
        {sidesOf(clauses).map(s => (
          <Section key={`${s.giver}-${s.receiver}`} title={t('agreements.side', { giver: nameOf(parties, s.giver), receiver: nameOf(parties, s.receiver) })} aside={t('agreements.side.n', { n: s.clauses.length })}>
            <Rows>{s.clauses.map(c => <One key={c.no} no={c.no} text={c.text} duty={duties.find(d => d.clause_no === c.no)} words={<Words of={c} />} onOpen={setOpen} />)}</Rows>
          </Section>
        ))}
      </Box>
      {before.length ? <Section title={t('agreements.kept.before')} note={t('agreements.kept.before.note')}><Rows>{before.map(d => <One key={d.id} no={d.clause_no} text={d.text} duty={d} words={<Txt size={2} className='block'>{t('agreements.side', { giver: d.giver.name, receiver: d.receiver.name })}</Txt>} onOpen={setOpen} />)}</Rows></Section> : null}
      {open ? <Days of={open} onClose={() => setOpen(undefined)} /> : null}
    </>
  )
}

function One({ no, text, duty, words, onOpen }: { no: number; text: string; duty?: DutyWithTerms; words: React.ReactNode; onOpen(d: DutyWithTerms): void }) {
  const now = duty && nowIn(duty), progress = duty && progressOf(duty, productNow()), many = !!duty && daysIn(duty).length > 1
  const tap = many ? () => onOpen(duty) : duty?.may_open && now ? () => go('agreements.duty', { id: now.id }) : undefined
  const kept = now ? <Txt size={2} className='block num ag-kept'><Chip tone={termTone(now.state)}>{now.state_name}</Chip>{progress ? ` ${progress}` : null}</Txt> : null
  return <Row lead={<Txt num tone='ink2'>{String(no)}</Txt>} title={<Txt bold>{text}</Txt>} note={<>{words}{kept}</>} onTap={tap} />
}

/** All due days of a clause; parties and desk go on to each. */
function Days({ of: d, onClose }: { of: DutyWithTerms; onClose(): void }) {
  return (
    <Sheet open title={d.text} closeLabel={t('ui.close')} onClose={onClose}>
      <Rows label={t('agreements.kept.days')}>{daysIn(d).map(x => <Row key={x.id} title={<Txt num>{dayOf(x, productNow())}</Txt>} note={muchOf(x.amount, { duty: d })} value={<Chip tone={termTone(x.state)}>{x.state_name}</Chip>} onTap={d.may_open ? () => { onClose(); go('agreements.duty', { id: x.id }) } : undefined} />)}</Rows>
    </Sheet>
  )
}

const Words = ({ of: c }: { of: Clause }) => (
  <>
    <Txt size={2} tone='ink' className='block num'>{`${c.how_much} · ${c.when}`}</Txt>
    <Txt size={1} tone='ink2' className='block'>{c.proof}</Txt>
    {c.has_lapsed ? <Chip tone='warn'>{t('agreements.clause.lapsed')}</Chip> : null}
  </>
)
