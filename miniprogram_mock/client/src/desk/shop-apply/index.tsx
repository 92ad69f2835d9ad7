/** A unit asks to become a shop: licence, place, hours, what it sells. Its contact does, or staff for it. */
import { useState } from 'react'
import { useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { replace, useParams } from '@/core/nav'
import type { Photo } from '@/core/types'
import { applyAsMerchant } from '@/services/merchants'
import { Area, Btn, Field, PhotoPicker, Screen, Txt } from '@/ui'
import '../parts/index.scss'

const LICENCE = /^[0-9A-HJ-NPQRTUWXY]{18}$/

export default function ShopApplyPage() {
  const { unit_id = '' } = useParams<'unit_id'>()
  const [licence, setLicence] = useState(''), [address, setAddress] = useState(''), [hours, setHours] = useState(''), [sells, setSells] = useState('')
  const [photos, setPhotos] = useState<readonly Photo[]>([]), [tried, setTried] = useState(false), [sending, setSending] = useState(false)
  const code = licence.trim().toUpperCase()
  const write = useWrite(applyAsMerchant, { done: t('shop.apply.done'), then: m => replace('desk.shop', { id: m.unit.id }) })
  function send() {
    setTried(true)
    if (LICENCE.test(code) && address.trim() && hours.trim() && sells.trim()) write.run({ unit_id, licence: code, address: address.trim(), hours: hours.trim(), sells: sells.trim(), photos: photos.map(p => p.id) })
  }
  const bad = (name: string, text: string) => (tried && !text.trim() ? t('shop.apply.bad') : write.fields[name])
  return (
    <Screen title={t('shop.apply')} action={<Btn kind='main' wide disabled={sending} busy={write.busy} onTap={send}>{t('shop.apply.send')}</Btn>}>
      <Txt as='p' className='d-lead'>{t('shop.apply.lead')}</Txt>
      <Field required label={t('shop.licence')} help={t('shop.licence.help')} value={licence} max={18} error={tried && !LICENCE.test(code) ? t('shop.licence.bad') : write.fields.licence} onChange={setLicence} />
      <Field required label={t('shop.address')} value={address} max={100} error={bad('address', address)} onChange={setAddress} />
      <Field required label={t('shop.hours')} help={t('shop.hours.help')} value={hours} max={100} error={bad('hours', hours)} onChange={setHours} />
      <Area required label={t('shop.sells')} value={sells} max={500} error={bad('sells', sells)} onChange={setSells} />
      <Txt as='p' size={2} tone='ink2' className='d-lead'>{t('shop.photos')}</Txt>
      <PhotoPicker value={photos} error={write.fields.photos} onChange={setPhotos} onBusy={setSending} />
    </Screen>
  )
}
