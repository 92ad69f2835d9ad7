/** Units that have the first word on an entry: everybody reads who and until when; the desk names them, or opens it to all. */
import { useState } from 'react'
import { ask } from '@/core/dialogs'
import { dayAfter, lastDay, localDay } from '@/core/format'
import { useWrite, type Loaded } from '@/core/hooks'
import { t } from '@/core/i18n'
import { productNow } from '@/core/now'
import { useMe } from '@/core/store'
import type { Entry, Named } from '@/core/types'
import { addressEntry } from '@/services/claims'
import { Box, Btn, DateField, Line, Section, Sheet, Stack, Txt } from '@/ui'
import { mayAddress, who } from './rules'
import { UnitList } from './Units'

/** The server allows no day further than this. */
const DAYS_MAX = 60, DAYS = 7

export function Addressing({ entry: e, of }: { entry: Entry; of: Loaded<Entry> }) {
  const { membership } = useMe()
  const [naming, setNaming] = useState(false)
  const write = useWrite((units: readonly Named[], until?: string) => addressEntry(e.id, units.map(u => u.id), until), { done: r => t(r.addressed ? 'lists.first.named' : 'lists.first.opened'), then: r => { setNaming(false); of.set(r) } })
  const may = mayAddress(e, who(membership))
  if (!e.addressed && !may) return null
  const open = async () => { if (await ask({ title: t('lists.first.open.sure'), text: t('lists.first.open.text'), yes: t('lists.first.open') })) await write.run([]) }
  return (
    <Section title={t('lists.first')}>
      <Stack gap={2}>
        <Txt as='p' tone={e.addressed ? 'ink' : 'ink2'}>{e.addressed ? t('lists.first.until', { units: e.addressed.units.map(u => u.name).join('、'), day: lastDay(e.addressed.until) }) : t('lists.first.none')}</Txt>
        {may ? <Line><Btn onTap={() => setNaming(true)}>{t(e.addressed ? 'lists.first.change' : 'lists.first.name')}</Btn>{e.addressed ? <Btn kind='quiet' busy={write.busy} onTap={open}>{t('lists.first.open')}</Btn> : null}</Line> : null}
      </Stack>
      {naming ? <NamingSheet entry={e} busy={write.busy} errors={write.fields} onSend={write.run} onClose={() => setNaming(false)} /> : null}
    </Section>
  )
}

interface NamingSheetProps { entry: Entry; busy: boolean; errors: Partial<Record<string, string>>; onSend(units: readonly Named[], until: string): void; onClose(): void }
function NamingSheet({ entry: e, busy, errors, onSend, onClose }: NamingSheetProps) {
  const today = localDay(productNow())
  const [units, setUnits] = useState<readonly Named[]>(e.addressed?.units ?? []), [until, setUntil] = useState(dayAfter(today, DAYS)), [tried, setTried] = useState(false)
  const tap = (unit: Named) => setUnits(was => (was.some(u => u.id === unit.id) ? was.filter(u => u.id !== unit.id) : [...was, unit]))
  const send = () => { setTried(true); if (units.length) onSend(units, until) }
  const wrong = errors.unit_ids ?? (tried && !units.length ? t('lists.first.need') : undefined)
  return (
    <Sheet open title={t('lists.first.name')} closeLabel={t('ui.close')} onClose={onClose} foot={<Btn kind='main' wide busy={busy} onTap={send}>{t('lists.first.send', { n: units.length })}</Btn>}>
      <Stack gap={4}>
        <DateField required label={t('lists.first.day')} help={t('lists.first.day.help')} value={until} from={today} to={dayAfter(today, DAYS_MAX)} error={errors.until_on} onChange={setUntil} />
        <Box className='fld' role='group' label={t('lists.first.who')}>
          <Box className='lb'>{t('lists.first.who')}</Box>
          {wrong ? <Box className='err' role='alert'>{wrong}</Box> : null}
          <UnitList without={e.proposer.type === 'unit' ? [e.proposer.id] : []} chosen={units} onTap={tap} />
        </Box>
      </Stack>
    </Sheet>
  )
}
