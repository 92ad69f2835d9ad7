/** The desk records what came to a fund: money or goods, by whom, and the keeper's paper for it. */
import { useState } from 'react'
import { localDay, wholeNumber } from '@/core/format'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { back, useParams } from '@/core/nav'
import { productNow } from '@/core/now'
import type { FundDonationIn, Named, Photo } from '@/core/types'
import { units } from '@/services/communities'
import { recordDonation } from '@/services/giving'
import { Box, Btn, Choice, DateField, Field, PhotoPicker, Picker, MemberFinder, Rows, Screen, Sheet, Stack, Toggle, Txt } from '@/ui'
import { fenOf } from '../parts/rules'
import '../parts/index.scss'

type What = 'money' | 'goods'
type By = 'paper' | 'member' | 'unit'

export default function RecordPage() {
  const { fund_id = '' } = useParams<'fund_id'>()
  const [what, setWhat] = useState<What>('money'), [amount, setAmount] = useState(''), [name, setName] = useState(''), [unit, setUnit] = useState(''), [worth, setWorth] = useState('')
  const [donor, setDonor] = useState<Partial<FundDonationIn>>(), [hidden, setHidden] = useState(false), [day, setDay] = useState(localDay(productNow()))
  const [evidence, setEvidence] = useState(''), [photos, setPhotos] = useState<readonly Photo[]>([]), [sending, setSending] = useState(false), [tried, setTried] = useState(false)
  const write = useWrite((body: FundDonationIn) => recordDonation(fund_id, body), { done: t('giving.record.done'), then: () => back() })
  const isMoney = what === 'money', n = isMoney ? fenOf(amount) : wholeNumber(amount, 1e9)
  const isNamed = isMoney || !!(name.trim() && unit.trim())
  function send() {
    setTried(true)
    if (!n || !isNamed || !donor || !evidence.trim() || !day || sending) return
    const goods = isMoney ? {} : { goods: { what: name.trim(), unit: unit.trim() }, estimated_fen: fenOf(worth) }
    write.run({ amount: n, ...goods, ...donor, anonymous: hidden, received_on: day, evidence: evidence.trim(), photos: photos.map(p => p.id) })
  }
  return (
    <Screen title={t('giving.record')} action={<Btn kind='main' wide busy={write.busy} onTap={send}>{t('giving.record.send')}</Btn>}>
      <Choice<What> required inline label={t('giving.record.kind')} value={what} options={[{ value: 'money', text: t('giving.record.money') }, { value: 'goods', text: t('giving.record.goods') }]} onChange={setWhat} />
      {isMoney ? <Field required type='number' label={t('giving.record.yuan')} value={amount} suffix={t('giving.yuan')} error={tried && !n ? t('giving.bad.yuan') : write.fields.amount} onChange={setAmount} /> : <>
        <Field required label={t('giving.record.what')} help={t('giving.record.what.help')} value={name} max={40} error={tried && !isNamed ? t('giving.record.bad.what') : undefined} onChange={setName} />
        <Field required type='number' label={t('giving.record.count')} value={amount} error={tried && !n ? t('giving.bad.count') : write.fields.amount} onChange={setAmount} />
        <Field required label={t('giving.record.unit')} help={t('giving.record.unit.help')} value={unit} max={10} onChange={setUnit} />
        <Field type='number' label={t('giving.record.worth')} value={worth} suffix={t('giving.yuan')} onChange={setWorth} />
      </>}
      <Donor error={tried && !donor ? t('giving.record.bad.donor') : undefined} onChange={setDonor} />
      <Box className='g-gap'><Rows><Toggle label={t('giving.record.hidden')} on={hidden} onChange={setHidden} /></Rows></Box>
      <DateField required label={t('giving.record.day')} value={day} to={localDay(productNow())} error={write.fields.received_on} onChange={setDay} />
      <Field required label={t('giving.record.evidence')} help={t('giving.record.evidence.help')} value={evidence} max={100} error={tried && !evidence.trim() ? t('giving.record.bad.evidence') : write.fields.evidence} onChange={setEvidence} />
      <PhotoPicker value={photos} error={write.fields.photos} onChange={setPhotos} onBusy={setSending} />
    </Screen>
  )
}

/** Exactly one of a name on paper, a resident, a unit. */
function Donor({ error, onChange }: { error?: string; onChange(donor: Partial<FundDonationIn> | undefined): void }) {
  const [by, setBy] = useState<By>('paper'), [name, setName] = useState(''), [member, setMember] = useState<Named>(), [unit, setUnit] = useState(''), [choosing, setChoosing] = useState(false)
  const known = useLoad(() => units().then(page => page.items), [])
  function change(next: By) { setBy(next); setName(''); setMember(undefined); setUnit(''); onChange(undefined) }
  return (
    <Stack gap={0}>
      <Choice<By> required label={t('giving.record.donor')} value={by} options={[{ value: 'paper', text: t('giving.record.by.paper') }, { value: 'member', text: t('giving.record.by.member') }, { value: 'unit', text: t('giving.record.by.unit') }]} onChange={change} />
      {by === 'paper' ? <Field required label={t('giving.record.name')} value={name} max={50} error={error} onChange={v => { setName(v); onChange(v.trim() ? { donor_name: v.trim() } : undefined) }} /> : null}
      {by === 'unit' ? <Picker required label={t('giving.record.org')} value={unit} options={(known.data ?? []).map(u => ({ value: u.id, text: u.name }))} error={error} onChange={v => { setUnit(v); onChange({ donor_unit_id: v }) }} /> : null}
      {by === 'member' ? <Stack gap={2} className='g-lead'><Btn wide onTap={() => setChoosing(true)}>{member ? t('giving.record.chosen', { name: member.name }) : t('giving.record.member')}</Btn>{error ? <Txt as='p' tone='danger'>{error}</Txt> : null}</Stack> : null}
      <Sheet open={choosing} title={t('giving.record.member')} closeLabel={t('ui.close')} onClose={() => setChoosing(false)}><MemberFinder onChoose={m => { setMember(m); setChoosing(false); onChange({ donor_member_id: m.id }) }} /></Sheet>
    </Stack>
  )
}
