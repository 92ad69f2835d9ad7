/** One certificate as its holder and the desk see it: how long, whether it holds, opening and voiding it. */
import { useState } from 'react'
import { day, exactHours } from '@/core/format'
import { useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go } from '@/core/nav'
import type { Certificate } from '@/core/types'
import { Reason } from '@/desk/parts/Reason'
import { makeVoid, takePaper } from '@/services/certificates'
import { Box, Btn, Card, Chip, Facts, Line, Photos, Seal, Txt } from '@/ui'
import { period, TONE } from './rules'
import './index.scss'

export function One({ of: c, named, onChanged }: { of: Certificate; /** the desk sees whose it is */ named?: boolean; onChanged(c: Certificate): void }) {
  const [voiding, setVoiding] = useState(false)
  const save = useWrite(() => takePaper(c.id, c.number), { done: t('certificates.saved') })
  const end = useWrite((reason: string) => makeVoid(c.id, reason), { done: t('certificates.voided'), then: r => { setVoiding(false); onChanged(r) } })
  return (
    <Card>
      <Box className='ce-head'>
        <Box className='ce-sum'>
          <Line><Txt as='h2' size={4} bold num>{exactHours(c.minutes)}</Txt><Chip tone={TONE[c.state]}>{t(`certificates.state.${c.state}`)}</Chip></Line>
          <Txt as='p' num>{named ? `${c.member.name} · ${c.number}` : c.number}</Txt>
        </Box>
        {c.state === 'valid' ? <Seal hash={c.seal} label={t('certificates.seal')} /> : null}
      </Box>
      {c.state === 'outdated' ? <Txt as='p' tone='warn' bold>{t('certificates.outdated.note')}</Txt> : null}
      <Facts items={[[t('certificates.period'), `${period(c.first_day, c.last_day)} · ${t('certificates.times', { n: c.records_count })}`], [t('certificates.issued'), day(c.issued_at)], [t('certificates.for.by'), c.asked_by?.name], [t('certificates.reason'), c.reason]]} />
      {named && c.consent_photo ? <Box className='ce-form'><Photos items={[c.consent_photo]} /></Box> : null}
      <Line>
        {c.may_print ? <Btn busy={save.busy} label={`${t('certificates.save')}，${c.number}`} onTap={() => save.run()}>{t('certificates.save')}</Btn> : null}
        {c.may_void ? <Btn kind='danger' label={`${t('certificates.void')}，${c.number}`} onTap={() => setVoiding(true)}>{t('certificates.void')}</Btn> : null}
        {!named && c.state === 'outdated' ? <Btn onTap={() => go('certificates.ask')}>{t('certificates.again')}</Btn> : null}
      </Line>
      {voiding ? <Reason title={t('certificates.void.title')} label={t('certificates.void.why')} need={t('certificates.void.need')} busy={end.busy} onSend={reason => end.run(reason)} onClose={() => setVoiding(false)} /> : null}
    </Card>
  )
}
