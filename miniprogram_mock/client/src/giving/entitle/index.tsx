/** The desk proposes that somebody who cannot earn is given time from the pool; another person decides. */
import { useState } from 'react'
import { dayAfter, localDay, wholeNumber } from '@/core/format'
import { useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { back } from '@/core/nav'
import { productNow } from '@/core/now'
import type { Ground, Named } from '@/core/types'
import { proposeEntitlement } from '@/services/giving'
import { Area, Btn, Choice, DateField, Field, Line, MemberFinder, Rows, Screen, Section, Toggle, Txt } from '@/ui'
import '../parts/index.scss'

const GROUNDS: Ground[] = ['alone_80', 'alone_60_hardship', 'other']
const HOURS_MAX = 100

export default function EntitlePage() {
  const today = localDay(productNow())
  const [member, setMember] = useState<Named>(), [ground, setGround] = useState<Ground | ''>(''), [note, setNote] = useState(''), [text, setText] = useState('2'), [until, setUntil] = useState(dayAfter(today, 180)), [automatic, setAutomatic] = useState(true), [tried, setTried] = useState(false)
  const write = useWrite(proposeEntitlement, { done: t('giving.entitle.done'), then: () => back() })
  const count = wholeNumber(text, HOURS_MAX), lacksNote = ground === 'other' && !note.trim()
  function send(who: Named) {
    setTried(true)
    if (ground && count && until && !lacksNote) write.run({ member_id: who.id, ground, monthly_minutes: count * 60, valid_to: until, automatic, note: note.trim() || undefined })
  }
  if (!member) return <Screen title={t('giving.entitle')}><Section title={t('giving.entitle.who')} note={t('giving.entitle.pick')}><MemberFinder onChoose={setMember} /></Section></Screen>
  return (
    <Screen title={t('giving.entitle')} action={<Btn kind='main' wide busy={write.busy} onTap={() => send(member)}>{t('giving.entitle.send')}</Btn>}>
      <Line between><Txt as='h2' size={4} bold>{member.name}</Txt><Btn kind='quiet' onTap={() => setMember(undefined)}>{t('giving.entitle.change')}</Btn></Line>
      <Txt as='p' tone='ink2' className='g-lead'>{t('giving.ent.lead')}</Txt>
      <Choice<Ground> required label={t('giving.entitle.ground')} value={ground} options={GROUNDS.map(value => ({ value, text: t(`giving.entitle.ground.${value}`) }))} error={tried && !ground ? t('giving.entitle.ground.bad') : write.fields.ground} onChange={setGround} />
      <Area required={ground === 'other'} label={t('giving.entitle.note')} help={t('giving.entitle.note.help')} value={note} max={200} error={tried && lacksNote ? t('giving.entitle.note.bad') : write.fields.note} onChange={setNote} />
      <Field required type='number' label={t('giving.entitle.hours')} value={text} suffix={t('giving.entitle.hour')} error={tried && !count ? t('giving.entitle.hours.bad') : write.fields.monthly_minutes} onChange={setText} />
      <DateField required label={t('giving.entitle.to')} help={t('giving.entitle.to.help')} value={until} from={today} to={dayAfter(today, 365)} error={tried && !until ? t('giving.entitle.to.bad') : write.fields.valid_to} onChange={setUntil} />
      <Rows><Toggle label={t('giving.entitle.auto')} note={t('giving.entitle.auto.note')} on={automatic} onChange={setAutomatic} /></Rows>
    </Screen>
  )
}
