/** The button by which a file of dossiers is chosen and sent, and what is said when it is none. */
import { useState } from 'react'
import { useWrite, type Write } from '@/core/hooks'
import { ApiError } from '@/core/http'
import { t } from '@/core/i18n'
import type { DossierImport } from '@/core/types'
import type { ChosenTable } from '@/platform/types'
import { chooseFile, uploadFile } from '@/services/dossiers'
import { Box, Txt } from '@/ui'
import { FILE_BYTES_MAX, megabytes } from './imports'

const LIMIT = megabytes(FILE_BYTES_MAX)
export const fileLimits = () => t('dossier.import.limits', { mb: LIMIT })

async function send(file: ChosenTable, origin: string): Promise<DossierImport> {
  if (file.size > FILE_BYTES_MAX) throw new ApiError(413, 'file_too_large', t('dossier.import.large', { mb: megabytes(file.size), most: LIMIT }))
  return uploadFile(file, origin)
}

export interface FileChoice { write: Write<[ChosenTable, string], DossierImport>; name: string; pick(origin: string): Promise<void> }
export function useFileChoice(then: (x: DossierImport) => void): FileChoice {
  const [name, setName] = useState('')
  const write = useWrite(send, { then, shown: true })
  async function pick(origin: string) {
    write.clear()
    const file = await chooseFile()
    if (!file) return
    setName(file.name)
    await write.run(file, origin)
  }
  return { write, name, pick }
}

export function FileRefused({ of }: { of: FileChoice }) {
  const { error, fields } = of.write
  if (!error) return null
  return (
    <Box className='s-refused' role='alert'>
      <Txt as='p' bold tone='danger'>{t('dossier.import.refused')}</Txt>
      <Txt as='p' size={2}>{of.name}</Txt>
      <Txt as='p'>{fields.file ?? fields.origin ?? error.words}</Txt>
    </Box>
  )
}
