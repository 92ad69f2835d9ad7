/** Hours on public notice; who finds one wrong opens it and disputes it. */
import { useState } from 'react'
import { hours, lastDay } from '@/core/format'
import { usePages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { productNow } from '@/core/now'
import { useMe, useWide } from '@/core/store'
import { notices } from '@/services/volunteering'
import { PagedList, Row, Screen, Split, Txt } from '@/ui'
import { RecordBeside } from '../parts/RecordBeside'
import '../parts/index.scss'

export default function NoticesPage() {
  const { cid } = useMe()
  const wide = useWide(), [chosen, setChosen] = useState<string>()
  const list = usePages(notices, [cid], { keep: 'notices', skip: !cid })
  return (
    <Screen wide title={t('volunteering.notices')}>
      <Txt as='p' tone='ink2' className='v-lead'>{t('volunteering.notices.about')}</Txt>
      <Split detail={chosen ? <RecordBeside key={chosen} id={chosen} onDone={r => { if (r.state !== 'on_notice') list.change(x => (x.record_id === r.id ? undefined : x)) }} /> : null}
        list={<PagedList of={list} empty={{ text: t('volunteering.notices.empty') }}
          row={n => <Row key={n.record_id} current={wide && n.record_id === chosen} onTap={() => (wide ? setChosen(n.record_id) : go('volunteering.record', { id: n.record_id }))}
            title={`${n.member_name} · ${n.shift_title}`} note={t('volunteering.notices.until', { day: lastDay(n.notice_until, productNow()) })} value={<Txt num bold tone='record'>{hours(n.minutes)}</Txt>} />} />} />
    </Screen>
  )
}
