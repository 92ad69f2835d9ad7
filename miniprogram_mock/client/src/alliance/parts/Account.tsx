/** What a unit gave and got: a two-sided bar a measure, how much was kept, and every line as a table under a tap. */
import { useState } from 'react'
import { t } from '@/core/i18n'
import type { MeasureSides, TermCounts, UnitAccount } from '@/core/types'
import { Box, Btn, Chip, Row, Rows, Section, Sheet, Stack, TwoSidedBar, Txt } from '@/ui'
import { longest } from './rules'
import './index.scss'

export const SidesBar = ({ of: s }: { of: MeasureSides }) => (
  <TwoSidedBar left={{ label: t('alliance.gave'), value: s.gave, text: s.gave_text }} right={{ label: t('alliance.got'), value: s.got, text: s.got_text }} max={longest(s)} />
)

export const keptText = ({ due, kept }: TermCounts) => (due ? t('alliance.kept', { due, kept }) : t('alliance.kept.none'))

export function Account({ of: a }: { of: UnitAccount }) {
  const [open, setOpen] = useState(false)
  return (
    <Stack gap={4}>
      {a.sides.length ? <Stack gap={3}>{a.sides.map(s => <SidesBar key={s.measure} of={s} />)}</Stack> : <Txt as='p' tone='ink2'>{t('alliance.none')}</Txt>}
      {a.lines.length ? <Btn kind='quiet' expanded={open} onTap={() => setOpen(true)}>{t('alliance.table')}</Btn> : null}
      <Box className='al-rates'>
        <Rate label={t('alliance.rate')} terms={a.own_terms} text={keptText(a.own_terms)} />
        <Rate label={t('alliance.rate.back')} terms={a.terms_owed_to} text={a.terms_owed_to.due ? t('alliance.owed', { due: a.terms_owed_to.due, kept: a.terms_owed_to.kept }) : t('alliance.owed.none')} />
      </Box>
      <Sheet open={open} title={t('alliance.table.title')} closeLabel={t('ui.close')} onClose={() => setOpen(false)}>
        {(['gave', 'got'] as const).map(side => <Lines key={side} of={a} side={side} />)}
      </Sheet>
    </Stack>
  )
}

const Rate = ({ label, terms, text }: { label: string; terms: TermCounts; text: string }) => (
  <Box className='al-rate'>
    <Txt size={2} tone='ink2' className='block'>{label}</Txt>
    {terms.percent === null ? <Txt size={4} bold className='block'>{t('alliance.rate.no')}</Txt> : <Txt size={5} bold num className='block'>{t('alliance.percent', { n: terms.percent })}</Txt>}
    <Txt size={2} tone='ink2' className='block'>{text}</Txt>
  </Box>
)

function Lines({ of: a, side }: { of: UnitAccount; side: 'gave' | 'got' }) {
  const lines = a.lines.filter(l => l.side === side)
  if (!lines.length) return null
  return <Section title={t(`alliance.${side}`)}><Rows>{lines.map((l, i) => <Row key={i} title={l.text} note={t('alliance.line', { source: l.source_name, n: l.times })} value={<Txt bold num>{l.amount_text}</Txt>} />)}</Rows></Section>
}

/** A percent with its tint: the word carries it. */
export const Percent = ({ of: terms }: { of: TermCounts }) => (terms.percent === null ? <Txt size={2} tone='ink2'>{t('alliance.rate.no')}</Txt> : <Chip tone={terms.percent === 100 ? 'ok' : 'ink2'}>{t('alliance.percent', { n: terms.percent })}</Chip>)
