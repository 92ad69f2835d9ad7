/** One booking: to its booker and to who keeps the resource. */
import { dateTime, fen, span } from '@/core/format'
import { useLoad } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go, useParams } from '@/core/nav'
import { booking as load } from '@/services/bookings'
import { Card, Chip, Facts, Line, LoadedView, Row, Rows, Screen, Section, Stack, TraceRow, Txt } from '@/ui'
import { BookingMoves, bookingTone } from '../parts/Bookings'
import '../parts/index.scss'

export default function BookingPage() {
  const { id = '' } = useParams<'id'>()
  const of = useLoad(() => load(id), [id], { keep: 'booking:' + id })
  return (
    <Screen title={t('bookings.title')}>
      <LoadedView of={of} shape='detail'>{b => (
        <>
          <Stack gap={3}>
            <Line><Chip tone={bookingTone(b)}>{b.state_name}</Chip></Line>
            <Txt as='h2' size={4} bold>{b.entry.name}</Txt>
            <Card><Facts items={[
              [t('bookings.when'), span(b.starts_at, b.ends_at)], [t('bookings.place'), b.place], [t('bookings.unit'), b.resource_kind === 'goods' ? t('bookings.unit.n', { n: b.unit_no }) : undefined],
              [t('bookings.who'), b.mine ? undefined : b.member.name], [t('bookings.people'), b.people > 1 ? t('bookings.n', { n: b.people }) : undefined], [t('bookings.note'), b.note],
              [t('bookings.fee'), b.fee_fen ? t('bookings.fee.pay', { fee: fen(b.fee_fen) }) : t('bookings.fee.free')], [t('bookings.until'), b.state === 'booked' ? dateTime(b.cancel_until) : undefined], [t('bookings.reason'), b.reason],
            ]} /></Card>
            <BookingMoves booking={b} onDone={of.set} />
          </Stack>
          <Section><Rows><Row title={t('bookings.entry')} onTap={() => go('lists.entry', { id: b.entry.id })} /></Rows></Section>
          <TraceRow type='booking' id={b.id} />
        </>
      )}</LoadedView>
    </Screen>
  )
}
