/** A file into the dossiers: where it comes from, the template, the file; and what was imported before. */
import { useState } from 'react'
import { dateTime, number } from '@/core/format'
import { usePages, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { useMe } from '@/core/store'
import type { DossierImportHead } from '@/core/types'
import { dossierImports, takeDossierTemplate } from '@/services/dossiers'
import { Btn, Chip, Field, Line, PagedList, Row, Screen, Section, Stack, Txt, type Tone } from '@/ui'
import { plainName } from '../parts/imports'
import { fileLimits, Refused, useDossierChoice } from '../parts/TableChooser'
import '@/dossier/parts/index.scss'
import '../parts/index.scss'

export default function DossierImportsPage() {
  const { cid } = useMe()
  const [origin, setOrigin] = useState<string>(t('dossier.import.origin.value')), [tried, setTried] = useState(false)
  const before = usePages(dossierImports, [cid], { skip: !cid })
  const chosen = useDossierChoice(x => go('desk.dossierImport', { id: x.id }))
  const template = useWrite(takeDossierTemplate)
  const bad = origin.trim().length < 2
  const pick = () => { setTried(true); if (!bad) chosen.pick(origin.trim()) }
  return (
    <Screen title={t('dossier.import')} action={<Btn kind='main' wide busy={chosen.write.busy} onTap={pick}>{t('dossier.import.choose')}</Btn>}>
      <Refused of={chosen} />
      <Stack gap={3}>
        <Txt as='p' tone='ink2'>{t('dossier.import.lead')}</Txt>
        <Field required label={t('dossier.import.origin')} help={t('dossier.import.origin.help')} value={origin} max={40} error={tried && bad ? t('dossier.import.origin.bad') : undefined} onChange={setOrigin} />
        <Line><Btn busy={template.busy} onTap={() => template.run()}>{t('dossier.import.template')}</Btn></Line>
        <Txt as='p' size={2} tone='ink2'>{fileLimits()}</Txt>
      </Stack>
      <Section title={t('dossier.import.before')}>
        <PagedList of={before} empty={{ text: t('dossier.import.before.none') }} row={x => <Before key={x.id} head={x} />} />
      </Section>
    </Screen>
  )
}

function Before({ head: x }: { head: DossierImportHead }) {
  const waits = x.outside_state === 'awaiting', wrong = x.state === 'checked' && x.errors_total > 0
  const tone: Tone = wrong || waits ? 'warn' : x.state === 'applied' ? 'ok' : x.state === 'uploaded' || x.state === 'checked' || x.state === 'applying' ? 'pine' : 'ink2'
  return <Row title={plainName(x.file_name)} note={t('dossier.import.row', { n: number(x.rows_total), when: dateTime(x.created_at), name: x.by_name })} value={<Chip tone={tone}>{wrong ? t('imports.wrong', { n: number(x.errors_total) }) : waits ? x.outside_state_name : x.state_name}</Chip>} onTap={() => go('desk.dossierImport', { id: x.id })} />
}
