/** A quarter's statement as it was sealed, to read and to print. */
import { dateTime } from '@/core/format'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { useParams } from '@/core/nav'
import { useMe } from '@/core/store'
import type { ReciprocityStatement } from '@/core/types'
import { statement, takeStatement } from '@/services/alliances'
import { Btn, Card, Facts, Line, LoadedView, Screen, Seal, Stack, Txt } from '@/ui'
import { Account } from '../parts/Account'

export default function StatementPage() {
  const { id = '' } = useParams<'id'>()
  const { cid } = useMe()
  const load = useLoad(() => statement(id), [cid, id], { keep: `reciprocity-statement:${id}`, skip: !cid })
  const taking = useWrite((s: ReciprocityStatement) => takeStatement(s.id, s.number))
  return (
    <Screen title={t('alliance.statement')} action={load.data ? <Btn kind='main' wide busy={taking.busy} onTap={() => taking.run(load.data!)}>{t('alliance.statement.take')}</Btn> : undefined}>
      <LoadedView of={load} shape='detail'>{s => (
        <Stack gap={4}>
          <Line between top>
            <Stack gap={1}><Txt as='h2' size={4} bold>{s.unit.name}</Txt><Txt tone='ink2'>{s.quarter_name}</Txt></Stack>
            <Seal text='对账' hash={s.short_seal} label={t('alliance.statement.seal', { hash: s.short_seal })} />
          </Line>
          <Account of={s} />
          <Card><Facts items={[[t('alliance.statement.no'), s.number], [t('alliance.statement.by'), s.community], [t('alliance.statement.made'), dateTime(s.made_at)]]} /></Card>
          <Txt as='p' size={2} tone='ink2'>{t('alliance.statement.about')}</Txt>
        </Stack>
      )}</LoadedView>
    </Screen>
  )
}
