/** With which communities points go to and fro, and who owes whom; a lead proposes another one. */
import { useState } from 'react'
import { ask } from '@/core/dialogs'
import { points } from '@/core/format'
import { useLoad, usePages, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { useMe } from '@/core/store'
import type { ClearingPair } from '@/core/types'
import { agree, pairs } from '@/services/clearing'
import { communities } from '@/services/communities'
import { Btn, Chip, Field, LoadedView, Picker, Row, Rows, Screen, Section, Stack, Txt } from '@/ui'
import { amountOf, oweText } from '../rules'
import { CEILING_MAX, stateTone } from '../terms'

export default function PairsPage() {
  const { cid, isLead } = useMe()
  const load = useLoad(() => pairs(), [cid], { keep: 'clearing:pairs', skip: !cid })
  return (
    <Screen title={t('clearing.pairs')}>
      <LoadedView of={load} shape='rows'>{all => (
        <Stack gap={4}>
          <Txt as='p' tone='ink2'>{t('clearing.pairs.lead')}</Txt>
          {all.length ? <Rows>{all.map(p => <PairRow key={p.other_id} pair={p} />)}</Rows> : <Txt as='p'>{t('clearing.pairs.empty')}</Txt>}
          {isLead ? <Propose known={all} onDone={load.reload} /> : null}
        </Stack>
      )}</LoadedView>
    </Screen>
  )
}

const PairRow = ({ pair: p }: { pair: ClearingPair }) => (
  <Row title={p.other_name} note={p.ceiling ? oweText(p.owed, p.other_name) : undefined} value={<Chip tone={stateTone(p)}>{p.state_name}</Chip>} onTap={() => go('clearing.pair', { other: p.other_id })} />
)

function Propose({ known, onDone }: { known: ClearingPair[]; onDone(): void }) {
  const { cid } = useMe()
  const all = usePages(communities, [], { keep: 'communities' })
  const [other, setOther] = useState(''), [typed, setTyped] = useState(''), [tried, setTried] = useState(false)
  const ceiling = amountOf(typed, CEILING_MAX)
  const write = useWrite(agree, { done: t('clearing.agreed'), then: () => { setOther(''); setTyped(''); setTried(false); onDone() } })
  const options = (all.items ?? []).filter(c => c.id !== cid && !known.some(p => p.other_id === c.id)).map(c => ({ value: String(c.id), text: c.name }))
  if (!options.length) return null
  async function send() {
    setTried(true)
    if (!other || !ceiling) return
    if (await ask({ title: t('clearing.agree.ask', { n: points(ceiling) }), text: t('clearing.agree.text'), yes: t('clearing.propose') })) write.run(Number(other), ceiling)
  }
  return (
    <Section title={t('clearing.propose')}>
      <Picker required label={t('clearing.other')} value={other} options={options} error={tried && !other ? t('clearing.other.bad') : write.fields.other_id} onChange={setOther} />
      <Field required type='number' label={t('clearing.ceiling')} help={t('clearing.ceiling.help')} value={typed} suffix={t('clearing.points')} error={tried && !ceiling ? t('clearing.ceiling.bad') : write.fields.ceiling} onChange={setTyped} />
      <Btn kind='main' wide busy={write.busy} onTap={send}>{t('clearing.propose')}</Btn>
    </Section>
  )
}
