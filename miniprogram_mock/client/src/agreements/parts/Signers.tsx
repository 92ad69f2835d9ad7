/** Who has signed a text and who has not, beside its seal; tapping the seal works the hash out again on this phone. */
import { useState } from 'react'
import { toast } from '@/core/dialogs'
import { dateTime } from '@/core/format'
import { t } from '@/core/i18n'
import type { AgreementText, Photo, WholeAgreement } from '@/core/types'
import { isGenuine } from '@/services/agreements'
import { Box, Btn, Chip, Photos, Row, Rows, Seal, Section, Sheet } from '@/ui'
import { signersOf } from './rules'

export function Signers({ agreement: a, text }: { agreement: WholeAgreement; text: AgreementText }) {
  const [photo, setPhoto] = useState<Photo>()
  if (!text.text_hash) return null
  const hash = text.text_hash
  const prove = () => (isGenuine(a, text) ? toast(t('agreements.signed.true')) : toast(t('agreements.signed.false'), 'danger'))
  return (
    <Section title={t('agreements.signed')}>
      <Box className='ag-signed'>
        <Rows>
          {signersOf(text).map(({ party, signed }) => (
            <Row key={party.no} title={party.name} label={signed ? undefined : `${party.name}，${t('agreements.signed.not')}`}
              note={signed ? [signed.by_name, signed.method_name, dateTime(signed.at)].filter(Boolean).join(' · ') : undefined}
              value={signed?.photo ? <Btn kind='quiet' label={`${t('agreements.signed.photo')}，${party.name}`} onTap={() => setPhoto(signed.photo ?? undefined)}>{t('agreements.signed.photo')}</Btn> : <Chip tone={signed ? 'ok' : 'warn'}>{t(signed ? 'agreements.signed.yes' : 'agreements.signed.not')}</Chip>} />
          ))}
        </Rows>
        <Seal text='协议' hash={hash} label={t('agreements.signed.proof')} onTap={prove} />
      </Box>
      {photo ? <Sheet open title={t('agreements.signed.photo')} closeLabel={t('ui.close')} onClose={() => setPhoto(undefined)}><Photos items={[photo]} /></Sheet> : null}
    </Section>
  )
}
