/** Whether my name stands on the public notice: what that means, how it looks, and a switch that I can turn back. */
import { dateTime } from '@/core/format'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { useMe } from '@/core/store'
import type { NameConsent } from '@/core/types'
import { nameConsent, setNameConsent } from '@/services/communities'
import { Box, Btn, Card, LoadedView, Screen, Section, Stack, Txt } from '@/ui'
import '../parts/index.scss'

export default function NameShownPage() {
  const { cid } = useMe()
  const load = useLoad(() => nameConsent(), [cid], { keep: 'name-shown', skip: !cid })
  const write = useWrite((shows: boolean, version: string) => setNameConsent(shows, version), { done: c => t(c.shows_name ? 'volunteering.name.on' : 'volunteering.name.off'), then: c => load.set(c) })
  const c = load.data
  return (
    <Screen title={t('volunteering.name')} action={c?.may_choose || c?.shows_name ? <Btn wide kind={c.shows_name ? 'danger' : 'main'} busy={write.busy} onTap={() => write.run(!c.shows_name, c.version)}>{t(c.shows_name ? 'volunteering.name.hide' : 'volunteering.name.show')}</Btn> : undefined}>
      <LoadedView of={load} shape='detail'>{x => <Shown of={x} />}</LoadedView>
    </Screen>
  )
}

function Shown({ of: c }: { of: NameConsent }) {
  const whole = c.shows_name && c.may_choose
  return (
    <>
      <Card><Stack gap={2}>
        <Txt as='p' tone='ink2'>{t('volunteering.name.now')}</Txt>
        <Txt as='h2' size={5} bold>{whole ? c.name : c.masked_name}</Txt>
        <Txt as='p' size={2} tone='ink2'>{!c.may_choose ? t('volunteering.name.young') : c.since ? t(whole ? 'volunteering.name.since.on' : 'volunteering.name.since.off', { when: dateTime(c.since) }) : t('volunteering.name.never')}</Txt>
      </Stack></Card>
      <Section title={t('volunteering.name.means')}><Box><Stack gap={3}>{c.text.split('\n').filter(Boolean).map(line => <Txt as='p' key={line}>{line}</Txt>)}</Stack></Box></Section>
    </>
  )
}
