/** What editions and drafts share: the differences in Chinese, the entries as ruled rows, the seal that proves itself. */
import { useState } from 'react'
import { useWrite, type Pages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import type { Changes, EditionEntry, EditionHead, Kind, Verification } from '@/core/types'
import { takeEdition, takeList, verify, type Format } from '@/services/editions'
import { Box, Btn, Card, Facts, Line, PagedList, Row, Rows, Seal, Section, Sheet, Stack, Txt } from '@/ui'

/** The first few differences; a long tail opens on demand. */
const SHOWN = 8
export function ChangeList({ changes, first }: { changes: Changes; /** there is no edition before */ first: boolean }) {
  const [all, setAll] = useState(false)
  const shown = all ? changes.items : changes.items.slice(0, SHOWN), hidden = changes.count - changes.items.length
  return (
    <Section title={t('editions.changes')} aside={changes.count && !first ? <Txt size={2} tone='ink2' num>{t('editions.changes.n', { n: changes.count })}</Txt> : undefined}>
      {first ? <Txt as='p' tone='ink2'>{t('editions.changes.first')}</Txt> : changes.count ? <Rows>{shown.map((c, i) => <Row key={i} title={c.text} />)}</Rows> : <Txt as='p' tone='ink2'>{t('editions.changes.none')}</Txt>}
      {!first && !all && changes.items.length > SHOWN ? <Btn kind='quiet' expanded={all} onTap={() => setAll(true)}>{t('ui.more')}</Btn> : null}
      {all && hidden > 0 ? <Txt as='p' size={2} tone='ink2'>{t('editions.changes.more', { n: hidden })}</Txt> : null}
    </Section>
  )
}

export function EntryRows({ of }: { of: Pages<EditionEntry> }) {
  const [open, setOpen] = useState<EditionEntry>()
  return (
    <Section title={t('editions.entries')}>
      <PagedList of={of} empty={{ text: t('editions.entries.none') }} row={e => <Row key={e.entry_id} lead={<Txt num size={2} tone='ink2'>{e.number}</Txt>} title={e.title} note={note(e)} onTap={() => setOpen(e)} />} />
      <Sheet open={!!open} title={open?.title ?? ''} closeLabel={t('ui.close')} onClose={() => setOpen(undefined)}>
        {open ? <Stack gap={3}><Txt as='p'>{open.text}</Txt><Facts items={open.facts.map(f => [f.name, f.value] as const)} /></Stack> : null}
      </Sheet>
    </Section>
  )
}
/** Category, place, and who asked: the columns come in that order. */
const note = (e: EditionEntry) => e.facts.slice(0, 3).map(f => f.value).join(' · ')

/** Tapped, it has every seal, the chain and every entry checked, and says what was found. */
export function ProvingSeal({ edition: e }: { edition: EditionHead }) {
  const [found, setFound] = useState<Verification>()
  const check = useWrite(() => verify(e.kind), { then: setFound })
  return (
    <Stack gap={2}>
      <Line gap={3}>
        <Seal hash={e.seal} label={t('editions.seal', { n: e.number })} onTap={() => check.run()} />
        <Txt size={2} tone='ink2' className='l-about'>{check.busy ? t('editions.checking') : t('editions.seal.hint')}</Txt>
      </Line>
      {found ? <Box role='status'>{found.agrees ? <Card><Txt as='p' tone='ok' bold>{t('editions.checked', { n: found.editions, entries: found.entries })}</Txt></Card>
        : <Card><Txt as='p' tone='danger' bold>{t('editions.broken')}</Txt>{found.findings.map((f, i) => <Txt key={i} as='p' tone='danger'>{f.text}</Txt>)}</Card>}</Box> : null}
    </Stack>
  )
}

const FORMATS: readonly Format[] = ['pdf', 'xlsx', 'json']
export function TakeAway({ kind, n }: { kind: Kind; /** of the list as it stands when there is none */ n?: number }) {
  const take = useWrite((format: Format) => (n === undefined ? takeList(kind, format) : takeEdition(kind, n, format)), { done: t('editions.taken') })
  return <Line>{FORMATS.map(f => <Btn key={f} busy={take.busy} onTap={() => take.run(f)}>{t(`editions.take.${f as 'pdf' | 'xlsx' | 'json'}`)}</Btn>)}</Line>
}

export const goEdition = (kind: Kind, n: number) => go('lists.edition', { kind, n: String(n) })
