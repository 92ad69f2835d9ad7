/** Dossiers leave the house: what for, of which days, which parts; and the log of all that left. */
import { useState } from 'react'
import { dateTime, localDay, number, plainDay } from '@/core/format'
import { usePages, usePoll, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { productNow } from '@/core/now'
import { useMe } from '@/core/store'
import type { DossierExport, DossierExportIn, DossierPart } from '@/core/types'
import { askExport, dossierExports, takeExport } from '@/services/dossiers'
import { Btn, Chip, Choice, DateField, Field, Many, PagedList, Progress, Row, Screen, Section, Stack, Txt } from '@/ui'
import '@/dossier/parts/index.scss'

const PARTS: readonly DossierPart[] = ['identity', 'skills', 'times', 'contact', 'service', 'training', 'commendation', 'evaluation']
const POLL_SECONDS = 2

export default function StaffExportPage() {
  const { cid, isStaff } = useMe()
  const log = usePages(dossierExports, [cid], { skip: !cid })
  const making = log.items?.find(x => x.state === 'waiting')
  usePoll(log.reload, POLL_SECONDS, !!making)
  return isStaff ? <Asking log={log} making={making} /> : <Screen title={t('dossier.export.log')}><Log of={log} /></Screen>
}

type Log = ReturnType<typeof usePages<DossierExport>>

function Asking({ log, making }: { log: Log; making?: DossierExport }) {
  const today = localDay(productNow())
  const [purpose, setPurpose] = useState(''), [since, setSince] = useState(`${today.slice(0, 4)}-01-01`), [until, setUntil] = useState(today), [parts, setParts] = useState<string[]>([...PARTS]), [format, setFormat] = useState<DossierExportIn['format']>('xlsx'), [tried, setTried] = useState(false)
  const write = useWrite(askExport, { then: () => { setPurpose(''); setTried(false); log.reload() } })
  const lacksPurpose = purpose.trim().length < 4, badPeriod = !since || !until || since > until
  function send() {
    setTried(true)
    if (!lacksPurpose && !badPeriod && parts.length) write.run({ purpose: purpose.trim(), since, until, parts: parts as DossierPart[], format })
  }
  return (
    <Screen title={t('dossier.export')} action={<Btn kind='main' wide busy={write.busy} disabled={!!making} onTap={send}>{t('dossier.export.send')}</Btn>}>
      {making ? <Progress done={making.members_done} all={making.members_total} text={t('dossier.export.making', { n: number(making.members_done), all: number(making.members_total) })} /> : null}
      <Txt as='p' tone='ink2' className='s-lead'>{t('dossier.export.lead')}</Txt>
      <Field required label={t('dossier.export.purpose')} help={t('dossier.export.purpose.help')} value={purpose} max={100} error={tried && lacksPurpose ? t('dossier.export.purpose.bad') : write.fields.purpose} onChange={setPurpose} />
      <DateField required label={t('dossier.export.since')} value={since} to={today} onChange={setSince} />
      <DateField required label={t('dossier.export.until')} value={until} to={today} error={tried && badPeriod ? t('dossier.export.period.bad') : undefined} onChange={setUntil} />
      <Section title={t('dossier.export.parts')} note={t('dossier.export.hint')}>
        <Many label={t('dossier.export.parts')} options={PARTS.map(code => ({ code, name: t(`dossier.part.${code}`) }))} value={parts} onChange={setParts} />
        {tried && !parts.length ? <Txt as='p' tone='danger'>{t('dossier.export.parts.bad')}</Txt> : null}
      </Section>
      <Choice<DossierExportIn['format']> required label={t('dossier.export.format')} value={format} options={[{ value: 'xlsx', text: t('dossier.export.xlsx') }, { value: 'csv', text: t('dossier.export.csv') }]} onChange={setFormat} />
      <Log of={log} />
    </Screen>
  )
}

function Log({ of }: { of: Log }) {
  const take = useWrite(takeExport, { done: t('dossier.export.taken'), then: () => of.reload() })
  return (
    <Section title={t('dossier.export.log')}>
      <PagedList of={of} empty={{ text: t('dossier.export.log.none') }} row={x => (
        <Stack key={x.id} gap={0}>
          <Row title={x.purpose} note={t('dossier.export.log.row', { from: plainDay(x.since), to: plainDay(x.until), when: dateTime(x.asked_at), name: x.by_name })}
            value={<Chip tone={x.state === 'waiting' ? 'warn' : x.state === 'ready' ? 'ok' : 'ink2'}>{x.state === 'waiting' ? t('dossier.export.waiting') : x.state === 'ready' ? t('dossier.export.ready', { n: number(x.rows_total) }) : t('dossier.export.gone')}</Chip>} />
          {x.may_take ? <Btn kind='quiet' busy={take.busy} label={t('dossier.export.take.of', { what: x.purpose })} onTap={() => take.run(x)}>{t('dossier.export.take')}</Btn> : null}
        </Stack>
      )} />
    </Section>
  )
}
