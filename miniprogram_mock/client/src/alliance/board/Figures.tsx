/** Each community's figures of a month: counts alone. */
import { hours, number } from '@/core/format'
import { t } from '@/core/i18n'
import type { AllianceBoard, AllianceMember } from '@/core/types'
import { Box, Section, Stack, TwoSidedBar, Txt } from '@/ui'

export function Figures({ of: b }: { of: AllianceBoard }) {
  const shown = b.members.filter(m => m.stand === 'joined' || m.figures)
  const top = Math.max(...shown.map(m => m.figures?.wishes ?? 0), 1)
  if (b.state !== 'told' && !shown.some(m => m.figures)) return null
  return <Section title={t('alliance.figures')} note={t('alliance.figures.note')}>{shown.map(m => <One key={m.id} of={m} top={top} />)}</Section>
}

function One({ of: m, top }: { of: AllianceMember; top: number }) {
  const f = m.figures
  const side = (label: string, value: number) => ({ label, value, text: number(value) })
  return (
    <Box className='al-fig'>
      <Stack gap={2}>
        <Txt bold>{m.name}</Txt>
        {f ? (
          <>
            <TwoSidedBar left={side(t('alliance.wishes.left'), f.wishes)} right={side(t('alliance.wishes.right'), f.claimed)} max={top} />
            <Txt as='p' size={2} tone='ink2'>{[t('alliance.services', { n: f.services, hours: hours(f.minutes) }), t('alliance.solved', { n: f.solved }), f.terms_due ? t('alliance.terms', { due: f.terms_due, kept: f.terms_kept }) : ''].filter(Boolean).join(' · ')}</Txt>
          </>
        ) : <Txt size={2} tone='warn'>{t('alliance.figures.wait')}</Txt>}
      </Stack>
    </Box>
  )
}
