/** One gift, as the two it is between see it. */
import { dateTime, exactHours } from '@/core/format'
import { useLoad } from '@/core/hooks'
import { t } from '@/core/i18n'
import { useParams } from '@/core/nav'
import { gift as load } from '@/services/giving'
import { Card, Facts, Figure, LoadedView, Screen, Stack, TraceRow, Txt } from '@/ui'

export default function GivenPage() {
  const { id = '' } = useParams<'id'>()
  const of = useLoad(() => load(id), [id], { keep: 'gift:' + id })
  return (
    <Screen title={t('giving.given')}>
      <LoadedView of={of} shape='detail'>{g => (
        <>
          <Stack gap={3}>
            <Txt as='h2' size={4} bold>{g.mine ? t('giving.given.out', { name: g.receiver.name }) : t('giving.given.in', { name: g.giver.name })}</Txt>
            <Figure value={exactHours(g.minutes)} tone='pine' />
            <Card><Facts items={[[t('giving.given.when'), dateTime(g.given_at)], [t('giving.given.message'), g.message]]} /></Card>
            <Txt as='p' size={2} tone='ink2'>{t('giving.given.note')}</Txt>
          </Stack>
          <TraceRow type='gift' id={g.id} />
        </>
      )}</LoadedView>
    </Screen>
  )
}
