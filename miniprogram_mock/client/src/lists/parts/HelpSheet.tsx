/** Asking a unit to help with a claim: which one, how much of it, what it is to do. */
import { useState } from 'react'
import { t } from '@/core/i18n'
import type { Id, Named } from '@/core/types'
import { Btn, Field, Line, Sheet, Stack, Stepper, Txt } from '@/ui'
import { UnitList } from './Units'

export interface Help { unit: Named; share: number; part: string }
interface HelpSheetProps { /** what the claimant can part with; one always stays */ left: number; measure: string; without: readonly Id[]; busy?: boolean; error?: string; onAsk(help: Help): void; onClose(): void }

export function HelpSheet({ left, measure, without, busy, error, onAsk, onClose }: HelpSheetProps) {
  const [unit, setUnit] = useState<Named>(), [share, setShare] = useState(0), [part, setPart] = useState('')
  return (
    <Sheet open title={t('lists.help.ask')} closeLabel={t('ui.close')} onClose={onClose} foot={unit ? <Btn kind='main' wide busy={busy} onTap={() => onAsk({ unit, share, part: part.trim() })}>{t('lists.help.send')}</Btn> : undefined}>
      {unit ? (
        <Stack gap={4}>
          <Line between><Txt bold>{unit.name}</Txt><Btn kind='quiet' onTap={() => setUnit(undefined)}>{t('lists.help.other')}</Btn></Line>
          {left > 1 ? <Stepper label={t('lists.help.share')} min={0} max={left - 1} value={share} unit={measure} onChange={setShare} /> : null}
          <Field label={t('lists.help.part')} help={t('lists.help.part.help')} value={part} max={100} error={error} onChange={setPart} />
        </Stack>
      ) : <UnitList without={without} onTap={setUnit} />}
    </Sheet>
  )
}
/** What a unit helps with, in a row. */
export const helpNote = (h: { share: number; part?: string | null }, measure: string) => [h.share ? `${h.share} ${measure}`.trim() : t('lists.help.noShare'), h.part].filter(Boolean).join(' · ')
