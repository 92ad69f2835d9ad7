/** Who comes on a day: for who keeps a resource, and the desk; each is marked as come or not. */
import { useState } from 'react'
import { localDay } from '@/core/format'
import { usePages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { useParams } from '@/core/nav'
import { productNow } from '@/core/now'
import { useMe } from '@/core/store'
import { keptBookings } from '@/services/bookings'
import { DateField, PagedList, Screen, Section } from '@/ui'
import { BookingRow } from '../parts/Bookings'
import '../parts/index.scss'

export default function CalendarPage() {
  const { entry_id } = useParams<'entry_id'>()
  const { cid } = useMe()
  const [day, setDay] = useState(() => localDay(productNow()))
  const list = usePages(cursor => keptBookings(day, entry_id, cursor), [cid, entry_id, day], { skip: !cid })
  return (
    <Screen title={t('bookings.calendar')}>
      <DateField required label={t('bookings.day')} value={day} onChange={setDay} />
      <Section title={t('bookings.kept')}>
        <PagedList of={list} label={t('bookings.calendar')} empty={{ text: t('bookings.day.empty') }} row={b => <BookingRow key={b.id} byPerson booking={b} onDone={done => list.change(x => (x.id === done.id ? done : x))} />} />
      </Section>
    </Screen>
  )
}
