/** At the till: scan a voucher, see at once what to hand over, scan the next. */
import { useState } from 'react'
import { points } from '@/core/format'
import { useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import type { Redemption } from '@/core/types'
import { redeem } from '@/services/redeem'
import { Box, Btn, Facts, ScanEntry, Screen, Stack, Txt } from '@/ui'
import '../parts/index.scss'

export default function ScanPage() {
  const [done, setDone] = useState<Redemption>()
  const write = useWrite(redeem, { then: setDone })
  return (
    <Screen title={t('desk.scan.title')} action={done ? <Btn kind='main' wide onTap={() => { setDone(undefined); write.clear() }}>{t('desk.scan.next')}</Btn> : undefined}>
      {done ? <Done redemption={done} /> : <ScanEntry scanText={t('desk.scan')} label={t('desk.scan.label')} submitText={t('desk.scan.submit')} busy={write.busy} error={write.error?.message} onCode={code => write.run(code)} />}
    </Screen>
  )
}

function Done({ redemption: r }: { redemption: Redemption }) {
  const what = r.quantity > 1 ? `${r.title} × ${r.quantity}` : r.title
  return (
    <Stack gap={4}>
      <Box className='d-done' role='status'>
        <Txt as='h2' size={4} bold tone='ok'>{t('desk.scan.done')}</Txt>
        <Txt size={5} bold>{what}</Txt>
        <Txt tone='ink2'>{t('desk.scan.give')}</Txt>
      </Box>
      <Facts items={[[t('desk.scan.points'), points(r.points)], [t('desk.scan.holder'), r.holder_name], [t('desk.scan.number'), r.voucher_number]]} />
    </Stack>
  )
}
