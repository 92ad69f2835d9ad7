/** One file on its way into the dossiers: checked, what is wrong by sheet, row and column, then all of it or nothing. */
import { ask } from '@/core/dialogs'
import { dateTime, day, number } from '@/core/format'
import { useLoad, usePoll, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { replace, useParams } from '@/core/nav'
import type { DossierImport, DossierImportMove } from '@/core/types'
import { dossierImport, moveDossierImport } from '@/services/dossiers'
import { Btn, Card, Facts, LoadedView, Progress, Row, Rows, Screen, Section, Stack, Txt } from '@/ui'
import { plainName } from '../parts/imports'
import { Refused, useDossierChoice, type FileChoice } from '../parts/TableChooser'
import '@/dossier/parts/index.scss'
import '../parts/index.scss'

const POLL_SECONDS = 1
const ASKED = { confirm: ['dossier.import.confirm.ask', 'dossier.import.confirm.text'], decline: ['dossier.import.decline.ask', 'dossier.import.decline.text'] } as const

export default function DossierImportPage() {
  const { id = '' } = useParams<'id'>()
  const load = useLoad(() => dossierImport(id), [id])
  const x = load.data
  usePoll(load.reload, POLL_SECONDS, x?.state === 'uploaded' || x?.state === 'applying')
  const again = useDossierChoice(next => replace('desk.dossierImport', { id: next.id }))
  const write = useWrite((move: DossierImportMove) => moveDossierImport(id, move), { then: load.set })
  const nameOf = (move: DossierImportMove) => x?.moves.find(m => m.move === move)?.name
  async function tap(move: 'confirm' | 'decline') {
    const [title, text] = ASKED[move]
    if (await ask({ title: t(title), text: t(text), yes: nameOf(move) ?? '', danger: move === 'decline' })) write.run(move)
  }
  return (
    <Screen title={t('dossier.import.one')} action={x ? <Main of={x} busy={write.busy || again.write.busy} onMove={m => (m === 'confirm' || m === 'decline' ? tap(m) : write.run(m))} again={again} /> : undefined}>
      <LoadedView of={load} shape='detail'>{f => (
        <Stack gap={4}>
          <Stack gap={1}>
            <Txt as='h2' size={3} bold>{plainName(f.file_name)}</Txt>
            <Txt as='p' size={2} tone='ink2'>{t('dossier.import.about', { origin: f.origin, when: dateTime(f.created_at), name: f.by_name })}</Txt>
          </Stack>
          <Refused of={again} />
          <State of={f} />
          {nameOf('withdraw') ? <Btn kind='danger' wide busy={write.busy} onTap={() => write.run('withdraw')}>{t('dossier.import.withdraw')}</Btn> : null}
        </Stack>
      )}</LoadedView>
    </Screen>
  )
}

/** The one thing to do now. */
function Main({ of: x, busy, onMove, again }: { of: DossierImport; busy: boolean; onMove(m: DossierImportMove): void; again: FileChoice<string, DossierImport> }) {
  const has = (move: DossierImportMove) => x.moves.find(m => m.move === move)
  if (has('apply')) return <Btn kind='main' wide busy={busy} onTap={() => onMove('apply')}>{t('dossier.import.apply')}</Btn>
  const confirm = has('confirm'), decline = has('decline')
  if (confirm) return <><Btn kind='main' wide busy={busy} onTap={() => onMove('confirm')}>{confirm.name}</Btn>{decline ? <Btn wide kind='danger' busy={busy} onTap={() => onMove('decline')}>{decline.name}</Btn> : null}</>
  return x.state === 'uploaded' || x.state === 'applying' || x.state === 'applied' ? null : <Btn kind='main' wide busy={busy} onTap={() => again.pick(x.origin)}>{t('dossier.import.again')}</Btn>
}

function State({ of: x }: { of: DossierImport }) {
  switch (x.state) {
    case 'uploaded': return <Progress done={0} all={x.rows_total} text={t('dossier.import.checking', { n: number(x.rows_total) })} />
    case 'applying': return <><Progress done={0} all={x.rows_total} text={t('dossier.import.applying', { n: number(x.rows_total) })} /><Txt as='p' size={2} tone='ink2'>{t('dossier.import.applying.note')}</Txt></>
    case 'checked': return (
      <>
        {x.errors_total ? <Errors of={x} /> : <Counts of={x} />}
        {x.sheets.filter(s => s.unread.length).map(s => <Txt key={s.name} as='p' size={2} tone='ink2'>{t('dossier.import.unread', { sheet: s.name, columns: s.unread.join('、') })}</Txt>)}
        {x.expires_at ? <Txt as='p' size={2} tone='ink2'>{t('dossier.import.until', { day: day(x.expires_at) })}</Txt> : null}
      </>
    )
    case 'applied': return (
      <>
        <Txt as='p' bold tone='ok'>{t('dossier.import.applied')}</Txt>
        {x.outside_state ? <Section title={t('dossier.import.outside')}><Txt as='p'>{t(`dossier.import.outside.${x.outside_state}`)}</Txt>{x.outside_state === 'awaiting' && !x.moves.length ? <Txt as='p' tone='ink2'>{t('dossier.import.outside.self')}</Txt> : null}</Section> : null}
        <Counts of={x} />
      </>
    )
    case 'withdrawn': return <Txt as='p'>{t('dossier.import.withdrawn')}</Txt>
    case 'expired': return <Txt as='p'>{t('dossier.import.expired')}</Txt>
  }
}

function Counts({ of: x }: { of: DossierImport }) {
  const lines = (n: number) => (n ? t('dossier.import.lines', { n: number(n) }) : undefined)
  return (
    <Section title={t('dossier.import.counts')}>
      {x.state === 'checked' && !x.rows_new && !x.rows_changed ? <Txt as='p'>{t('dossier.import.nothing')}</Txt> : null}
      <Card><Facts items={[[t('dossier.import.new'), lines(x.rows_new)], [t('dossier.import.changed'), lines(x.rows_changed)], [t('dossier.import.same'), lines(x.rows_same)], [t('dossier.import.kept'), lines(x.rows_kept)]]} /></Card>
    </Section>
  )
}

function Errors({ of: x }: { of: DossierImport }) {
  return (
    <Section title={t('dossier.import.errors', { n: number(x.errors_total) })} note={t('dossier.import.errors.how')}>
      <Rows label={t('dossier.import.errors', { n: number(x.errors_total) })}>{x.errors.map((e, i) => <Row key={i} title={t('dossier.import.at', { sheet: e.sheet, row: e.row, column: e.heading })} note={e.message} />)}</Rows>
      {x.errors_total > x.errors.length ? <Txt as='p' size={2} tone='ink2'>{t('dossier.import.more', { shown: number(x.errors.length) })}</Txt> : null}
    </Section>
  )
}
