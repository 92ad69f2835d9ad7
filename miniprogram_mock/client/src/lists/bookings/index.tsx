/** My bookings, the latest first, each with its cancelling; who keeps a resource goes on to the calendar. */
import { usePages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { useMe } from '@/core/store'
import { myBookings } from '@/services/bookings'
import { Btn, PagedList, Screen } from '@/ui'
import { BookingRow } from '../parts/Bookings'
import '../parts/index.scss'

export default function BookingsPage() {
  const { cid } = useMe()
  const list = usePages(myBookings, [cid], { keep: 'bookings', skip: !cid })
  return (
    <Screen title={t('bookings.mine')} side={<Btn kind='quiet' onTap={() => go('lists.calendar')}>{t('bookings.calendar')}</Btn>}>
      <PagedList of={list} label={t('bookings.mine')} empty={{ text: t('bookings.empty'), action: { text: t('bookings.empty.go'), onTap: () => go('lists.list', { kind: 'resource' }) } }}
        row={b => <BookingRow key={b.id} booking={b} onDone={done => list.change(x => (x.id === done.id ? done : x))} />} />
    </Screen>
  )
}
