/** How a team ends: what was done, with photos; its hours stand beside and are not typed. */
import { useState } from 'react'
import { ask } from '@/core/dialogs'
import { hours } from '@/core/format'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { back, useParams } from '@/core/nav'
import type { Photo } from '@/core/types'
import { moveTeam, team } from '@/services/teams'
import { Area, Box, Btn, Card, Facts, LoadedView, PhotoPicker, Screen, Stack, Txt } from '@/ui'
import '../parts/index.scss'

export default function ClosePage() {
  const { id = '' } = useParams<'id'>()
  const load = useLoad(() => team(id), [id])
  const [text, setText] = useState(''), [photos, setPhotos] = useState<readonly Photo[]>([]), [sending, setSending] = useState(false), [tried, setTried] = useState(false)
  const write = useWrite(() => moveTeam(id, { move: 'close', text: text.trim(), photos: photos.map(p => p.id) }), { done: t('teams.close.done'), then: () => back() })
  const open = load.data?.tasks.open ?? 0
  async function send() {
    setTried(true)
    if (!text.trim() || !await ask({ title: t('teams.close.ask'), text: t('teams.close.sure'), yes: t('teams.close.send') })) return
    await write.run()
  }
  const action = !load.data ? undefined : open ? <Btn kind='main' wide onTap={() => back()}>{t('teams.close.look')}</Btn> : <Btn kind='main' wide disabled={sending} busy={write.busy} onTap={send}>{t('teams.close.send')}</Btn>
  return (
    <Screen title={t('teams.close.title')} action={action}>
      <LoadedView of={load} shape='detail'>{x => (
        <Stack gap={4}>
          <Txt as='h2' size={4} bold>{x.name}</Txt>
          {open ? <Box className='t-turn late'><Txt as='p' bold>{t('teams.close.first', { n: open })}</Txt></Box> : null}
          <Card><Facts items={[[t('teams.work.minutes'), hours(x.work.minutes)], [t('teams.close.people'), t('teams.people.n', { n: x.work.people })], [t('teams.tasks'), t('teams.tasks.done', { n: x.tasks.done })]]} /></Card>
          {open ? null : <>
            <Area required label={t('teams.close.text')} help={t('teams.close.help')} value={text} max={2000} error={tried && !text.trim() ? t('teams.close.bad') : write.fields.text} onChange={setText} />
            <PhotoPicker value={photos} error={write.fields.photos} onChange={change => setPhotos(change)} onBusy={setSending} />
          </>}
        </Stack>
      )}</LoadedView>
    </Screen>
  )
}
