/** Clauses as sides: who does what for whom; side by side where there is room. */
import { t } from '@/core/i18n'
import type { Clause } from '@/core/types'
import { Box, Chip, Row, Rows, Section, Txt } from '@/ui'
import { nameOf, sidesOf } from './rules'

export function Clauses({ clauses, parties }: { clauses: readonly Clause[]; parties: readonly { no: number; name: string }[] }) {
  if (!clauses.length) return <Section><Txt as='p' tone='ink2'>{t('agreements.clause.none')}</Txt></Section>
  return (
    <Box className='ag-sides'>
      {sidesOf(clauses).map(s => (
        <Section key={`${s.giver}-${s.receiver}`} title={t('agreements.side', { giver: nameOf(parties, s.giver), receiver: nameOf(parties, s.receiver) })} aside={t('agreements.side.n', { n: s.clauses.length })}>
          <Rows>{s.clauses.map(c => <Row key={c.no} lead={<Txt num tone='ink2'>{String(c.no)}</Txt>} title={<Txt bold>{c.text}</Txt>} note={<Words of={c} />} />)}</Rows>
        </Section>
      ))}
    </Box>
  )
}

const Words = ({ of: c }: { of: Clause }) => (
  <>
    <Txt size={2} tone='ink' className='block num'>{`${c.how_much} · ${c.when}`}</Txt>
    <Txt size={1} tone='ink2' className='block'>{c.proof}</Txt>
    {c.has_lapsed ? <Chip tone='warn'>{t('agreements.clause.lapsed')}</Chip> : null}
  </>
)
