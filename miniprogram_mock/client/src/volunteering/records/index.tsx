/** My service records, newest first. */
import { useState } from 'react'
import { shortDay } from '@/core/format'
import { usePages } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import { productNow } from '@/core/now'
import { useLook, useMe, useWide } from '@/core/store'
import { records } from '@/services/volunteering'
import { Box, Chip, PagedList, Row, Screen, Split, Txt } from '@/ui'
import { RecordBeside } from '../parts/RecordBeside'
import { recordNote, recordTone, served } from '../parts/rules'
import '../parts/index.scss'

export default function RecordsPage() {
  const { cid } = useMe(), { elder } = useLook()
  const wide = useWide(), [chosen, setChosen] = useState<string>()
  const list = usePages(cursor => records({ mine: true }, cursor), [cid], { keep: 'records:mine', skip: !cid })
  const now = productNow()
  return (
    <Screen wide title={t('volunteering.records')}>
      <Split detail={chosen ? <RecordBeside key={chosen} id={chosen} /> : null}
        list={<PagedList of={list} empty={{ text: t('volunteering.records.empty'), action: { text: t('volunteering.records.action'), onTap: () => go('act') } }}
          row={r => <Row key={r.id} current={wide && r.id === chosen} onTap={() => (wide ? setChosen(r.id) : go('volunteering.record', { id: r.id }))}
            lead={elder ? undefined : <Txt className='v-when num' size={1} tone='ink2'>{shortDay(r.shift.starts_at)}</Txt>} title={r.shift.title}
            note={elder ? [shortDay(r.shift.starts_at), recordNote(r, now)].filter(Boolean).join(' · ') : recordNote(r, now)}
            value={<Box className='pb-a'><Txt num bold tone='record' className='block'>{served(r.minutes)}</Txt><Chip tone={recordTone(r)}>{r.state_name}</Chip></Box>} />} />} />
    </Screen>
  )
}
