/** A table into a list: which list, the empty table to fill in, the one filled in; and what was imported before. */
import { useState } from 'react'
import { dateTime, number } from '@/core/format'
import { usePages, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go, useParams } from '@/core/nav'
import { useMe } from '@/core/store'
import type { ImportHead, Kind } from '@/core/types'
import { imports, takeTemplate } from '@/services/imports'
import { Btn, Chip, Line, PagedList, Picker, Row, Screen, Section, Stack, Txt, type Tone } from '@/ui'
import { plainName } from '../parts/imports'
import { ADOPTED_KINDS } from '../parts/kinds'
import { limits, Refused, useTableChoice } from '../parts/TableChooser'
import '../parts/index.scss'

export default function StaffImportsPage() {
  const { kind: asked } = useParams<'kind'>()
  const { cid } = useMe()
  const [kind, setKind] = useState<Kind | undefined>(ADOPTED_KINDS.find(k => k === asked)), [tried, setTried] = useState(false)
  const before = usePages(imports, [cid], { skip: !cid })
  const chosen = useTableChoice(table => go('desk.staffImport', { id: table.id }))
  const template = useWrite(takeTemplate)
  const withKind = (f: (kind: Kind) => void) => () => { setTried(true); if (kind) f(kind) }
  return (
    <Screen title={t('imports.open')} action={<Btn kind='main' wide busy={chosen.write.busy} onTap={withKind(chosen.pick)}>{t('imports.choose')}</Btn>}>
      <Refused of={chosen} />
      <Stack gap={3}>
        <Txt as='p' tone='ink2'>{t('imports.lead')}</Txt>
        <Picker required label={t('imports.kind')} value={kind ?? ''} options={ADOPTED_KINDS.map(k => ({ value: k, text: t(`lists.kind.${k}`) }))} error={tried && !kind ? t('imports.kind.bad') : undefined} onChange={k => setKind(k)} />
        <Stack gap={2}>
          <Line><Btn busy={template.busy} onTap={withKind(template.run)}>{t('imports.template')}</Btn></Line>
          <Txt as='p' size={2} tone='ink2'>{t('imports.template.help')}{limits()}</Txt>
        </Stack>
      </Stack>
      <Section title={t('imports.before')}>
        <PagedList of={before} empty={{ text: t('imports.before.none') }} row={head => <Before key={head.id} head={head} />} />
      </Section>
    </Screen>
  )
}

function Before({ head: h }: { head: ImportHead }) {
  const wrong = h.state === 'checked' && h.errors_total > 0
  const tone: Tone = wrong ? 'warn' : h.state === 'applied' ? 'ok' : h.state === 'uploaded' || h.state === 'checked' ? 'pine' : 'ink2'
  return <Row title={plainName(h.file_name)} note={t('imports.before.note', { kind: t(`lists.kind.${h.kind}`), n: number(h.rows_total), when: dateTime(h.created_at), who: h.by_name })} value={<Chip tone={tone}>{wrong ? t('imports.wrong', { n: number(h.errors_total) }) : h.state_name}</Chip>} onTap={() => go('desk.staffImport', { id: h.id })} />
}
