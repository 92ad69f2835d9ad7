/** Anybody who is shown a certificate learns whether it holds: by its QR code at once, or by typing what stands on it. */
import { useEffect, useState } from 'react'
import { exactHours, plainDay, localDay } from '@/core/format'
import { useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { useParams } from '@/core/nav'
import type { Checked } from '@/core/types'
import { check } from '@/services/certificates'
import { Box, Btn, Card, Facts, Field, Figure, Screen, Seal, Stack, Txt } from '@/ui'
import { communityOf, TONE } from '../parts/rules'
import '../parts/index.scss'

/** A day of another year is written with it: whoever checks compares it with the paper. */
const WITH_YEAR = 0

export default function CheckPage() {
  const given = useParams<'cid' | 'n' | 'code'>()
  const [community, setCommunity] = useState(given.cid ?? ''), [number, setNumber] = useState(given.n ?? ''), [code, setCode] = useState(given.code ?? ''), [tried, setTried] = useState(false), [found, setFound] = useState<Checked>()
  const write = useWrite(check, { then: setFound, shown: true })
  const id = communityOf(community), whole = !!id && !!number.trim() && !!code.trim()
  function send() {
    setTried(true)
    if (id && whole) write.run(id, number.trim(), code.trim())
  }
  useEffect(() => { if (given.cid && given.n && given.code) send() }, [])
  function again() { setFound(undefined); setTried(false); setNumber(''); setCode('') }
  return (
    <Screen title={t('certificates.check')} guest action={found ? <Btn wide onTap={again}>{t('certificates.check.again')}</Btn> : <Btn kind='main' wide busy={write.busy} onTap={send}>{t(write.busy ? 'certificates.check.busy' : 'certificates.check.send')}</Btn>}>
      {found ? <Found of={found} /> : (
        <Stack gap={3}>
          {write.error ? <Box role='alert' className='ce-no'><Txt as='p' tone='warn' bold>{write.error.words}</Txt></Box> : <Txt as='p' tone='ink2'>{t('certificates.check.lead')}</Txt>}
          <Field required type='number' label={t('certificates.check.community')} help={t('certificates.check.community.help')} value={community} max={12} error={tried && !id ? t('certificates.check.bad.community') : undefined} onChange={setCommunity} />
          <Field required label={t('certificates.check.number')} help={t('certificates.check.number.help')} value={number} max={30} error={tried && !number.trim() ? t('certificates.check.bad') : undefined} onChange={setNumber} />
          <Field required label={t('certificates.check.code')} help={t('certificates.check.code.help')} value={code} max={40} error={tried && !code.trim() ? t('certificates.check.bad') : undefined} onChange={setCode} onConfirm={send} />
        </Stack>
      )}
    </Screen>
  )
}

function Found({ of: c }: { of: Checked }) {
  return (
    <Stack gap={3}>
      <Box className={`ce-answer t-${c.state}`} role='status'>
        <Txt as='h2' size={4} bold tone={TONE[c.state]}>{t(`certificates.check.${c.state}`)}</Txt>
        {c.since ? <Txt as='p'>{t('certificates.check.since', { day: plainDay(localDay(c.since)) })}</Txt> : null}
      </Box>
      <Figure label={t('certificates.total')} value={exactHours(c.minutes)} tone={c.state === 'valid' ? 'record' : 'ink2'} />
      <Card><Facts items={[[t('certificates.check.number'), c.number], [t('certificates.check.name'), c.name], [t('certificates.issued'), plainDay(c.issued_on, WITH_YEAR)]]} /></Card>
      {c.state === 'valid' ? <Seal label={t('app.name')} /> : null}
      <Txt as='p' size={2} tone='ink2'>{t('certificates.check.note')}</Txt>
    </Stack>
  )
}
