/** How far a demand is by one of its grounds: who signed, how many the law asks for. */
import { t } from '@/core/i18n'
import type { DemandProgress } from '@/core/types'
import { Box, Txt } from '@/ui'

export function DemandBar({ progress: p, named }: { progress?: DemandProgress; named?: boolean }) {
  if (!p?.enough) return <Txt size={2} tone='ink2'>{t('meetings.demand.unknown')}</Txt>
  return (
    <Box>
      <Txt size={2} num>{`${named ? `${p.name}：` : ''}${t(p.met ? 'meetings.demand.met' : 'meetings.demand.so', { n: p.signed, enough: p.enough })}`}</Txt>
      <Box className='prog-t k-bar' role='presentation'><Box className='prog-f' style={{ width: `${Math.min(100, Math.round((p.signed / p.enough) * 100))}%` }} /></Box>
    </Box>
  )
}
