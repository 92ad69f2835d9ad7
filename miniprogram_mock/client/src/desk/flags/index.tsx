/** Vouchers that were taken for more than they held: what happened where, the holder's side, and the end of it by somebody else. */
import { useState } from 'react'
import { dateTime } from '@/core/format'
import { usePages, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { useMe } from '@/core/store'
import type { FlagNote, VoucherFlag } from '@/core/types'
import { flags, noteFlag } from '@/services/guarantees'
import { Area, Box, Btn, Card, Chip, Facts, PagedList, Row, Screen, Section, Stack, Tabs, Txt } from '@/ui'
import '../parts/index.scss'

export default function FlagsPage() {
  const { cid, isStaff, isSupervisor } = useMe(), ofDesk = isStaff || isSupervisor
  const [tab, setTab] = useState<'open' | 'all'>('open')
  const list = usePages(cursor => flags(tab === 'open', cursor), [cid, tab], { keep: 'flags:' + tab, skip: !cid })
  const change = (f: VoucherFlag) => list.change(x => (x.id === f.id ? f : x))
  return (
    <Screen title={t('till.flags.title')}>
      <Tabs label={t('till.flags.tab')} value={tab} tabs={[{ value: 'open', text: t('till.flags.open') }, { value: 'all', text: t('till.flags.all') }]} onChange={setTab} />
      <Txt as='p' tone='ink2' className='d-lead'>{t(ofDesk ? 'till.flags.lead' : 'till.flags.mine.lead')}</Txt>
      <PagedList ruled={false} of={list} empty={{ text: t(`till.flags.none.${tab}`) }} row={f => <Flag key={f.id} of={f} onChange={change} />} />
    </Screen>
  )
}

function Flag({ of: f, onChange }: { of: VoucherFlag; onChange(f: VoucherFlag): void }) {
  return (
    <Card className='d-card'>
      <Row title={<Txt bold>{f.voucher_title}</Txt>} note={t('till.flags.row', { n: f.pieces, shop: f.shop.name })} value={<Chip tone={f.lifted ? 'ok' : 'warn'}>{f.lifted ? t('till.flags.lifted') : t('till.flags.open')}</Chip>} />
      <Facts items={[
        [t('till.flags.of'), f.voucher_number], [t('till.flags.holder'), f.holder_name],
        [t('till.flags.paid'), f.uses.map(u => t('till.flags.use', { shop: u.shop.name, n: u.pieces, when: dateTime(u.at) })).join('；')],
        [t('till.flags.more'), t('till.flags.use', { shop: f.shop.name, n: f.pieces, when: dateTime(f.taken_at) })], [t('till.flags.state'), f.voucher_state_name],
      ]} />
      {f.heard ? <Said title={t('till.flags.heard')} of={f.heard} /> : f.may_tell ? null : <Txt as='p' tone='ink2'>{t('till.flags.heard.none')}</Txt>}
      {f.lifted ? <Said title={t('till.flags.lifted')} of={f.lifted} /> : null}
      {f.may_tell ? <Write what='heard' of={f} onDone={onChange} /> : null}
      {f.may_lift ? <Write what='lifted' of={f} onDone={onChange} /> : f.heard && !f.lifted ? <Txt as='p' size={2} tone='ink2'>{t('till.flags.other')}</Txt> : null}
    </Card>
  )
}

const Said = ({ title, of: n }: { title: string; of: FlagNote }) => <Section title={title}><Txt as='p'>{n.text}</Txt><Txt as='p' size={2} tone='ink2'>{t('till.flags.by', { by: n.by, when: dateTime(n.at) })}</Txt></Section>

function Write({ what, of: f, onDone }: { what: 'heard' | 'lifted'; of: VoucherFlag; onDone(f: VoucherFlag): void }) {
  const [text, setText] = useState(''), [lacks, setLacks] = useState(false)
  const heard = what === 'heard', { isStaff } = useMe()
  const write = useWrite(() => noteFlag(f.id, what, text), { done: t(heard ? 'till.flags.told' : 'till.flags.done'), then: onDone })
  const send = () => { if (text.trim().length < 2) setLacks(true); else write.run() }
  return (
    <Stack gap={2}>
      <Area required label={t(!heard ? 'till.flags.why' : isStaff ? 'till.flags.heard' : 'till.flags.mine.say')} help={heard && isStaff ? t('till.flags.heard.help') : undefined} value={text} max={500} error={lacks ? t('till.flags.need') : write.fields.text} onChange={v => { setText(v); setLacks(false) }} />
      <Box><Btn wide kind={heard ? 'plain' : 'main'} busy={write.busy} onTap={send}>{t(heard ? 'till.flags.tell' : 'till.flags.lift')}</Btn></Box>
    </Stack>
  )
}
