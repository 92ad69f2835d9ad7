/** At the till: scan a voucher, see at once what to hand over, scan the next. */
import { useState } from 'react'
import { points } from '@/core/format'
import { useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import type { Redemption } from '@/core/types'
import { redeem } from '@/services/redeem'
import { Box, Btn, Card, Facts, ScanEntry, Screen, Stack, Txt } from '@/ui'
import '../parts/index.scss'

export default function ScanPage() {
  const [done, setDone] = useState<Redemption>()
  const write = useWrite(redeem, { done: t('desk.scan.done'), then: setDone })
  const next = () => { setDone(undefined); write.clear() }
  return (
    <Screen title={t('desk.scan.title')} action={done ? <Btn kind='main' wide onTap={next}>{t('desk.scan.next')}</Btn> : undefined}>
      {done ? <Done redemption={done} /> : (
        <>
          {write.error ? <Refused words={write.error.message} /> : <Txt as='p' tone='ink2' className='d-lead'>{t('desk.scan.lead')}</Txt>}
          <ScanEntry scanText={t('desk.scan')} label={t('desk.scan.label')} submitText={t('desk.scan.submit')} busy={write.busy} onCode={code => write.run(code)} />
        </>
      )}
    </Screen>
  )
}

/** Stays until the next try: the message at the foot of the page is gone while the resident is still asking why. */
const Refused = ({ words }: { words: string }) => <Box role='alert' className='d-refused'><Txt as='h2' size={3} bold tone='danger'>{t('desk.scan.refused')}</Txt><Txt as='p'>{words}</Txt></Box>

function Done({ redemption: r }: { redemption: Redemption }) {
  const what = r.quantity > 1 ? t('redeem.times', { title: r.title, n: r.quantity }) : r.title
  return (
    <Stack gap={4}>
      <Box className='d-done' role='status'>
        <Txt as='h2' size={4} bold tone='ok'>{t('desk.scan.done')}</Txt>
        <Txt size={5} bold>{what}</Txt>
        <Txt tone='ink2'>{t('desk.scan.give')}</Txt>
      </Box>
      <Card><Facts items={[[t('desk.scan.points'), points(r.points)], [t('desk.scan.holder'), r.holder_name], [t('desk.scan.number'), r.voucher_number]]} /></Card>
    </Stack>
  )
}
