/** The funds: what each is for and what is left; the lead opens one. */
import { useState } from 'react'
import { fen } from '@/core/format'
import { useLoad, usePages, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { useMe } from '@/core/store'
import { units } from '@/services/communities'
import { funds, openFund } from '@/services/giving'
import { Area, Btn, Field, PagedList, Picker, Row, Screen, Section, Sheet, Txt } from '@/ui'
import '../parts/index.scss'

export default function FundsPage() {
  const { cid, isLead } = useMe()
  const [opening, setOpening] = useState(false)
  const list = usePages(funds, [cid], { keep: 'funds', skip: !cid })
  return (
    <Screen title={t('giving.funds')} action={isLead ? <Btn kind='main' wide onTap={() => setOpening(true)}>{t('giving.funds.open')}</Btn> : undefined}>
      <PagedList of={list} empty={{ text: t('giving.funds.none') }} row={f => <Row key={f.id} title={f.name} note={f.purpose} value={<Txt num>{t('giving.funds.left', { n: fen(f.money.left) })}</Txt>} onTap={() => go('giving.fund', { id: f.id })} />} />
      <Section><Txt as='p' size={2} tone='ink2'>{t('giving.fund.how')}</Txt></Section>
      {opening ? <OpenSheet onClose={() => setOpening(false)} onDone={() => { setOpening(false); list.reload() }} /> : null}
    </Screen>
  )
}

function OpenSheet({ onClose, onDone }: { onClose(): void; onDone(): void }) {
  const [name, setName] = useState(''), [purpose, setPurpose] = useState(''), [keeper, setKeeper] = useState('us'), [tried, setTried] = useState(false)
  const known = useLoad(() => units().then(page => page.items), [])
  const write = useWrite(openFund, { done: t('giving.funds.opened'), then: onDone })
  const isNamed = name.trim().length > 1, isFor = purpose.trim().length > 1
  function send() {
    setTried(true)
    if (isNamed && isFor) write.run({ name: name.trim(), purpose: purpose.trim(), keeper_unit_id: keeper === 'us' ? undefined : keeper })
  }
  return (
    <Sheet open title={t('giving.funds.open')} closeLabel={t('ui.close')} onClose={onClose} foot={<Btn kind='main' wide busy={write.busy} onTap={send}>{t('giving.funds.open')}</Btn>}>
      <Field required label={t('giving.funds.name')} value={name} max={40} error={tried && !isNamed ? t('giving.funds.bad.name') : write.fields.name} onChange={setName} />
      <Area required label={t('giving.funds.purpose')} value={purpose} max={300} error={tried && !isFor ? t('giving.funds.bad.purpose') : write.fields.purpose} onChange={setPurpose} />
      <Picker required label={t('giving.funds.keeper')} value={keeper} options={[{ value: 'us', text: t('giving.funds.us') }, ...(known.data ?? []).map(u => ({ value: u.id, text: u.name }))]} onChange={setKeeper} />
    </Sheet>
  )
}
