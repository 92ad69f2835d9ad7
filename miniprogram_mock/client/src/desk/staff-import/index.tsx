/** One table on its way into a list: being checked, what is wrong by row and column, and then all of it or none. */
import { useState } from 'react'
import { ask } from '@/core/dialogs'
import { dateTime, day, number } from '@/core/format'
import { useLoad, usePoll, useWrite, type Loaded } from '@/core/hooks'
import type { Answer } from '@/core/http'
import { t } from '@/core/i18n'
import { go, replace, useParams } from '@/core/nav'
import type { Import, ImportTarget } from '@/core/types'
import { apply, importTagged, withdraw } from '@/services/imports'
import { Btn, Choice, LoadedView, Progress, Row, Rows, Screen, Section, Stack, Txt } from '@/ui'
import { plainName } from '../parts/imports'
import { Mapping } from '../parts/Mapping'
import { Refused, useTableChoice } from '../parts/TableChooser'
import '../parts/index.scss'

const POLL_SECONDS = 1
type Tagged = Loaded<Answer<Import>>

export default function StaffImportPage() {
  const { id = '' } = useParams<'id'>()
  const one = useLoad(() => importTagged(id), [id])
  const [target, setTarget] = useState<ImportTarget>('proposed')
  const table = one.data?.data, set = (data: Import) => one.data && one.set({ ...one.data, data })
  usePoll(one.reload, POLL_SECONDS, table?.state === 'uploaded')
  const again = useTableChoice(next => {
    withdraw(id).catch(() => undefined) // left alone it ends by itself
    replace('desk.staffImport', { id: next.id })
  })
  const applying = useWrite((to: ImportTarget) => apply(id, to), { then: set })
  const mayApply = !!table?.moves.some(m => m.move === 'apply')
  async function tapApply(n: number) {
    if (target === 'open' && !await ask({ title: t('imports.apply.open.ask', { n: number(n) }), text: t('imports.apply.open.text'), yes: t('imports.apply'), no: t('imports.apply.no') })) return
    applying.run(target)
  }
  return (
    <Screen title={table ? table.kind_name : t('imports.one')} action={table && <Main table={table} mayApply={mayApply} busy={applying.busy || again.write.busy} onApply={() => tapApply(table.rows_total)} onAgain={() => again.pick(table.kind)} />}>
      <LoadedView of={one} shape='detail'>{tagged => (
        <Stack gap={4}>
          <Stack gap={1}>
            <Txt as='h2' size={3} bold>{plainName(tagged.data.file_name)}</Txt>
            <Txt as='p' size={2} tone='ink2' num>{t('imports.one.about', { n: number(tagged.data.rows_total), when: dateTime(tagged.data.created_at), who: tagged.data.by_name })}</Txt>
          </Stack>
          <Refused of={again} />
          <State tagged={tagged} of={one} target={target} onTarget={setTarget} onWithdrawn={set} />
        </Stack>
      )}</LoadedView>
    </Screen>
  )
}

/** The one thing to do now. */
function Main({ table, mayApply, busy, onApply, onAgain }: { table: Import; mayApply: boolean; busy: boolean; onApply(): void; onAgain(): void }) {
  if (mayApply) return <Btn kind='main' wide busy={busy} onTap={onApply}>{t('imports.apply')}</Btn>
  if (table.state === 'checked') return <Btn kind='main' wide busy={busy} onTap={onAgain}>{t('imports.again')}</Btn>
  if (table.state === 'applied') return <Btn kind='main' wide onTap={() => go('lists.list', { kind: table.kind })}>{t('imports.look')}</Btn>
  return table.state === 'uploaded' ? null : <Btn kind='main' wide onTap={() => replace('desk.staffImports', { kind: table.kind })}>{t('imports.another')}</Btn>
}

function State({ tagged, of, target, onTarget, onWithdrawn }: { tagged: Answer<Import>; of: Tagged; target: ImportTarget; onTarget(v: ImportTarget): void; onWithdrawn(table: Import): void }) {
  const x = tagged.data
  switch (x.state) {
    case 'uploaded': return (
      <>
        <Progress done={x.rows_done} all={x.rows_total} text={t('imports.checking', { n: number(x.rows_done), all: number(x.rows_total) })} />
        <Txt as='p' size={2} tone='ink2'>{t('imports.checking.note')}</Txt>
        <Withdraw table={x} onDone={onWithdrawn} />
      </>
    )
    case 'checked': return (
      <>
        {x.errors_total ? <Errors table={x} /> : <Ready table={x} target={target} onTarget={onTarget} />}
        <Columns key={tagged.etag} tagged={tagged} of={of} />
        {x.expires_at ? <Txt as='p' size={2} tone='ink2'>{t('imports.until', { day: day(x.expires_at) })}</Txt> : null}
        <Withdraw table={x} onDone={onWithdrawn} />
      </>
    )
    case 'applied': return <Stack gap={1}><Txt as='p' bold tone='ok'>{t('imports.applied', { n: number(x.rows_total) })}</Txt><Txt as='p'>{t(x.to_state === 'open' ? 'imports.applied.open' : 'imports.applied.proposed')}</Txt></Stack>
    case 'withdrawn': return <Txt as='p'>{t('imports.withdrawn')}</Txt>
    case 'expired': return <Txt as='p'>{t('imports.expired')}</Txt>
  }
}

function Errors({ table: x }: { table: Import }) {
  return (
    <Section title={t('imports.errors', { n: number(x.errors_total) })} note={t('imports.errors.how')}>
      <Rows label={t('imports.errors', { n: number(x.errors_total) })}>
        {x.errors.map((e, i) => <Row key={i} title={t('imports.errors.at', { row: e.row, column: e.heading })} note={e.message} />)}
      </Rows>
      {x.errors_total > x.errors.length ? <Txt as='p' size={2} tone='ink2'>{t('imports.errors.more', { shown: number(x.errors.length) })}</Txt> : null}
    </Section>
  )
}

function Ready({ table: x, target, onTarget }: { table: Import; target: ImportTarget; onTarget(v: ImportTarget): void }) {
  return (
    <Section title={t('imports.right', { n: number(x.rows_total) })}>
      <Choice required label={t('imports.target')} value={target} options={x.targets.map(to => ({ value: to.state, text: t(`imports.target.${to.state}`, { name: to.name }) }))} onChange={onTarget} />
    </Section>
  )
}

/** Open where something is wrong; a table without a fault shows it when asked. */
function Columns({ tagged, of }: { tagged: Answer<Import>; of: Tagged }) {
  const [open, setOpen] = useState(tagged.data.errors_total > 0)
  if (!open) return <Btn expanded={false} onTap={() => setOpen(true)}>{t('imports.columns.show')}</Btn>
  return <Mapping of={tagged} onDone={of.set} onStale={of.reload} />
}

function Withdraw({ table: x, onDone }: { table: Import; onDone(table: Import): void }) {
  const write = useWrite(() => withdraw(x.id), { then: onDone })
  async function tap() {
    if (await ask({ title: t('imports.withdraw.ask'), text: t('imports.withdraw.text'), yes: t('imports.withdraw'), no: t('imports.withdraw.no'), danger: true })) write.run()
  }
  return <Btn kind='danger' wide busy={write.busy} onTap={tap}>{t('imports.withdraw')}</Btn>
}
