/** Who issues: the unit's name, its people, how to reach it, its seal. The lead fills it in, the desk reads it. */
import { useEffect, useState } from 'react'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { back } from '@/core/nav'
import { useMe } from '@/core/store'
import type { Issuer, Photo } from '@/core/types'
import { issuer, setIssuer } from '@/services/certificates'
import { Btn, Card, Facts, Field, LoadedView, PhotoPicker, Photos, Screen, Stack, Txt } from '@/ui'

export default function IssuerPage() {
  const { cid } = useMe()
  const of = useLoad(issuer, [cid], { skip: !cid })
  const may = !!of.data?.may_set
  const [form, setForm] = useState({ name: '', head: '', handler: '', contact: '' }), [photos, setPhotos] = useState<readonly Photo[]>([]), [sending, setSending] = useState(false), [tried, setTried] = useState(false)
  useEffect(() => {
    if (!of.data) return
    setForm({ name: of.data.name, head: of.data.head, handler: of.data.handler, contact: of.data.contact })
    setPhotos(of.data.seal_photo ? [of.data.seal_photo] : [])
  }, [of.data])
  const write = useWrite(setIssuer, { done: t('certificates.issuer.done'), then: back })
  const put = (name: keyof typeof form) => (value: string) => setForm(was => ({ ...was, [name]: value }))
  function send() {
    setTried(true)
    if (form.name.trim().length > 1) write.run({ name: form.name.trim(), head: form.head.trim(), handler: form.handler.trim(), contact: form.contact.trim(), seal_photo_id: photos.at(-1)?.id ?? null })
  }
  return (
    <Screen title={t('certificates.issuer')} action={may ? <Btn kind='main' wide busy={write.busy || sending} onTap={send}>{t('certificates.issuer.send')}</Btn> : undefined}>
      <LoadedView of={of} shape='detail'>{i => (
        <Stack gap={3}>
          <Txt as='p' tone='ink2'>{t(may ? 'certificates.issuer.lead' : 'certificates.issuer.only')}</Txt>
          {may ? (
            <>
              <Field required label={t('certificates.issuer.name')} value={form.name} max={40} error={tried && form.name.trim().length < 2 ? t('certificates.issuer.name.bad') : write.fields.name} onChange={put('name')} />
              <Field label={t('certificates.issuer.head')} value={form.head} max={20} error={write.fields.head} onChange={put('head')} />
              <Field label={t('certificates.issuer.handler')} value={form.handler} max={20} error={write.fields.handler} onChange={put('handler')} />
              <Field label={t('certificates.issuer.contact')} help={t('certificates.issuer.contact.help')} value={form.contact} max={60} error={write.fields.contact} onChange={put('contact')} />
              <PhotoPicker most={1} label={t('certificates.issuer.photo')} value={photos} error={write.fields.photos} onChange={setPhotos} onBusy={setSending} />
              <Txt as='p' size={2} tone='ink2'>{t('certificates.issuer.photo.help')}</Txt>
            </>
          ) : <Read of={i} />}
        </Stack>
      )}</LoadedView>
    </Screen>
  )
}

const Read = ({ of: i }: { of: Issuer }) => (
  <>
    <Card><Facts items={[[t('certificates.issuer.name'), i.name], [t('certificates.issuer.head'), i.head], [t('certificates.issuer.handler'), i.handler], [t('certificates.issuer.contact'), i.contact]]} /></Card>
    {i.seal_photo ? <Photos items={[i.seal_photo]} /> : null}
  </>
)
