/** What one text changes against the text that was agreed before it, in plain words, clause by clause. */
import { useLoad } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go, useParams } from '@/core/nav'
import type { ComparedText, TextChange } from '@/core/types'
import { comparedText } from '@/services/agreements'
import { Btn, Chip, LoadedView, Row, Rows, Screen, Section, Stack, Txt, type Tone } from '@/ui'
import '../parts/index.scss'

const TONES: Record<TextChange['kind'], Tone> = { added: 'ok', removed: 'danger', changed: 'record' }

export default function ChangesPage() {
  const { id = '', version = '1' } = useParams<'id' | 'version'>()
  const of = useLoad(() => comparedText(id, Number(version)), [id, version], { keep: `agreement-text:${id}:${version}` })
  return (
    <Screen title={t('agreements.changes')} action={<Btn kind='main' wide onTap={() => go('agreements.read', { id })}>{t('agreements.changes.read')}</Btn>}>
      <LoadedView of={of} shape='detail' empty={{ text: t('agreements.changes.first'), when: x => x.against === null }}>{x => <Changes of={x} />}</LoadedView>
    </Screen>
  )
}

function Changes({ of: x }: { of: ComparedText }) {
  const lead = { version: x.version, against: x.against ?? '', n: x.changes.length }
  const numbers = [...new Set(x.changes.map(c => c.no))]
  return (
    <>
      <Stack gap={2}>
        <Txt as='h2' size={4} bold>{x.title}</Txt>
        <Txt as='p' tone='ink2'>{t(x.changes.length ? 'agreements.changes.lead' : 'agreements.changes.same', lead)}</Txt>
      </Stack>
      {numbers.map(no => (
        <Section key={String(no)} title={no === null ? t('agreements.changes.head') : t('agreements.changes.no', { no })}>
          <Rows>{x.changes.filter(c => c.no === no).map(c => <Row key={c.text} title={c.text} value={<Chip tone={TONES[c.kind]}>{t(`agreements.changes.${c.kind}`)}</Chip>} />)}</Rows>
        </Section>
      ))}
    </>
  )
}
