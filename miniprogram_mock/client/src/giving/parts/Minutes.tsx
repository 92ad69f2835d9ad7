/** An amount of time in quick steps: half an hour or an hour more, half an hour less, never above what there is. */
import { hours } from '@/core/format'
import { t } from '@/core/i18n'
import { Box, Btn, Figure, Stack } from '@/ui'
import { HALF, HOUR, stepped } from './rules'

export function Minutes({ label, value, most, onChange }: { label: string; value: number; most: number; onChange(minutes: number): void }) {
  const step = (by: number) => onChange(stepped(value, by, most))
  return (
    <Stack gap={1}>
      <Box role='status'><Figure label={label} value={hours(value)} tone='pine' /></Box>
      <Box className='g-step' role='group' label={label}>
        <Btn disabled={value >= most} onTap={() => step(HALF)}>{t('giving.half')}</Btn>
        <Btn disabled={value >= most} onTap={() => step(HOUR)}>{t('giving.hour')}</Btn>
        <Btn disabled={value <= 0} onTap={() => step(-HALF)}>{t('giving.less')}</Btn>
      </Box>
    </Stack>
  )
}
