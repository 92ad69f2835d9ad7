/** When one has time: a button for each part of each day, and exact times for who needs them. */
import { useState } from 'react'
import { t } from '@/core/i18n'
import type { WeekWindow } from '@/core/types'
import { Box, Btn, Line, Picker, Section, Sheet, TimeField, Txt } from '@/ui'
import { DAYS, PARTS, add, isFree, odd, toggle, without } from './week'

const dayName = (weekday: number) => t('matching.days').charAt(weekday - 1)

export function WeekField({ value, error, onChange }: { value: readonly WeekWindow[]; error?: string; onChange(v: WeekWindow[]): void }) {
  const [open, setOpen] = useState(false)
  return (
    <Section title={t('matching.profile.times')}>
      <Txt as='p' size={2} tone='ink2'>{t('matching.profile.times.help')}</Txt>
      <Box className='m-week' role='group' label={t('matching.profile.times')}>
        {DAYS.map(day => (
          <Box key={day} className='m-day'>
            <Txt bold className='m-dn'>{t('matching.profile.day', { day: dayName(day) })}</Txt>
            {PARTS.map(part => {
              const on = isFree(value, day, part), name = t(`matching.profile.${part}`)
              return <Btn key={part} kind='quiet' className={on ? 'm-slot on' : 'm-slot'} label={t(on ? 'matching.profile.slot.on' : 'matching.profile.slot', { day: dayName(day), part: name })} onTap={() => onChange(toggle(value, day, part))}>{on ? `${name} ✓` : name}</Btn>
            })}
          </Box>
        ))}
      </Box>
      {odd(value).map(w => {
        const time = t('matching.profile.exact.row', { day: dayName(w.weekday), from: w.from, to: w.to })
        return <Line key={time} between><Txt num>{time}</Txt><Btn kind='quiet' onTap={() => onChange(without(value, w))}>{t('matching.profile.exact.drop', { time })}</Btn></Line>
      })}
      {error ? <Txt as='p' tone='danger'>{error}</Txt> : null}
      <Btn kind='quiet' onTap={() => setOpen(true)}>{t('matching.profile.exact')}</Btn>
      <Exact open={open} onClose={() => setOpen(false)} onAdd={w => { setOpen(false); onChange(add(value, w)) }} />
    </Section>
  )
}

function Exact({ open, onClose, onAdd }: { open: boolean; onClose(): void; onAdd(w: WeekWindow): void }) {
  const [day, setDay] = useState('1'), [from, setFrom] = useState('14:00'), [to, setTo] = useState('16:00'), [tried, setTried] = useState(false)
  const bad = from >= to
  const send = () => { setTried(true); if (!bad) onAdd({ weekday: Number(day), from, to }) }
  return (
    <Sheet open={open} title={t('matching.profile.exact.title')} closeLabel={t('ui.close')} onClose={onClose} foot={<Btn kind='main' wide onTap={send}>{t('matching.profile.exact.add')}</Btn>}>
      <Picker label={t('matching.profile.exact.day')} value={day} options={DAYS.map(d => ({ value: String(d), text: t('matching.profile.day', { day: dayName(d) }) }))} onChange={(v: string) => setDay(v)} />
      <TimeField label={t('matching.profile.exact.from')} value={from} onChange={setFrom} />
      <TimeField label={t('matching.profile.exact.to')} value={to} error={tried && bad ? t('matching.profile.exact.bad') : undefined} onChange={setTo} />
    </Sheet>
  )
}
