/** One clause, written in a sheet: who does what for whom, how much, by when, who accepts it by what. */
import { useState } from 'react'
import { t } from '@/core/i18n'
import type { EvidenceKind, Schedule } from '@/core/types'
import { Area, Box, Btn, Check, Choice, DateField, Field, Picker, Sheet, Stack, Txt } from '@/ui'
import { accepterOf, EVIDENCE, SCHEDULES, wrongIn, type Row } from './rules'

interface Props { first: Row; parties: readonly { no: number; name: string }[]; others: readonly Row[]; /** it was signed before */ fixed: boolean; from: string; to: string; onKeep(row: Row): void; onDrop?(): void; onClose(): void }

export function ClauseSheet({ first, parties, others, fixed, from, to, onKeep, onDrop, onClose }: Props) {
  const [row, setRow] = useState(first), [tried, setTried] = useState(false)
  const put = (part: Partial<Row>) => setRow(was => ({ ...was, ...part }))
  const wrong = tried ? wrongIn(row) : {}
  const once = row.schedule === 'once'
  const options = parties.map(p => ({ value: String(p.no), text: p.name }))
  const sides = (giver: number, receiver: number) => put({ giver, receiver: giver === receiver ? (giver ? 0 : 1) : receiver })
  const after = others.map(o => ({ value: String(o.no), text: `${t('agreements.clause', { no: o.no })} ${o.text}` }))
  function keep() {
    setTried(true)
    if (!Object.keys(wrongIn(row)).length) onKeep({ ...row, text: row.text.trim(), measure: row.measure.trim(), accepter: accepterOf(row) })
  }
  return (
    <Sheet open title={t('agreements.clause', { no: row.no })} closeLabel={t('ui.close')} onClose={onClose}
      foot={<><Btn kind='main' wide onTap={keep}>{t('agreements.clause.keep')}</Btn>{onDrop ? <Btn kind='danger' wide onTap={onDrop}>{t('agreements.clause.drop')}</Btn> : null}</>}>
      <Stack gap={4}>
        {fixed ? <Txt as='p' size={2} tone='ink2'>{t('agreements.clause.fixed')}</Txt> : (
          <>
            <Picker required label={t('agreements.clause.giver')} value={String(row.giver)} options={options} onChange={v => sides(Number(v), row.receiver)} />
            <Picker required label={t('agreements.clause.receiver')} value={String(row.receiver)} options={options.filter(o => o.value !== String(row.giver))} error={wrong.receiver} onChange={v => sides(row.giver, Number(v))} />
          </>
        )}
        <Area required label={t('agreements.clause.text')} value={row.text} max={500} error={wrong.text} onChange={text => put({ text })} />
        <Choice<Schedule> required inline label={t('agreements.clause.schedule')} value={row.schedule} options={SCHEDULES.map(value => ({ value, text: t(`agreements.schedule.${value}`) }))} onChange={schedule => put({ schedule, until_on: schedule === 'once' ? null : (row.until_on ?? to) })} />
        <Field required type='number' label={t(once ? 'agreements.clause.amount.once' : 'agreements.clause.amount')} value={row.amount} max={9} suffix={row.measure} error={wrong.amount} onChange={v => put({ amount: v.replace(/\D/g, '') })} />
        {fixed ? null : <Field required label={t('agreements.clause.measure')} help={t('agreements.clause.measure.help')} value={row.measure} max={10} error={wrong.measure} onChange={measure => put({ measure })} />}
        <DateField required label={t(once ? 'agreements.clause.due.once' : 'agreements.clause.due')} value={row.due_on} from={from} to={to} error={wrong.due_on} onChange={due_on => put({ due_on })} />
        {once ? null : <DateField required label={t('agreements.clause.until')} value={row.until_on ?? ''} from={row.due_on} to={to} error={wrong.until_on} onChange={until_on => put({ until_on })} />}
        <Picker required label={t('agreements.clause.accepter')} value={String(accepterOf(row))} options={options.filter(o => o.value !== String(row.giver))} onChange={v => put({ accepter: Number(v) })} />
        <Box className='fld' role='group' label={t('agreements.clause.evidence')}>
          <Box className='lb'>{t('agreements.clause.evidence')}</Box>
          {EVIDENCE.map((kind: EvidenceKind) => <Check key={kind} label={t(`agreements.evidence.${kind}`)} on={row.evidence.includes(kind)} onChange={on => put({ evidence: on ? [...row.evidence, kind] : row.evidence.filter(k => k !== kind) })} />)}
          {wrong.evidence ? <Box className='err' role='alert'>{wrong.evidence}</Box> : null}
        </Box>
        {after.length ? <Picker label={t('agreements.clause.after')} value={row.after_no ? String(row.after_no) : '0'} options={[{ value: '0', text: t('agreements.clause.after.none') }, ...after]} onChange={v => put({ after_no: Number(v) || null })} /> : null}
      </Stack>
    </Sheet>
  )
}
