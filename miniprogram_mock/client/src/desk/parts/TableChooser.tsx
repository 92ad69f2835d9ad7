/** The button by which a file is chosen and sent, and what is said when it is none: tables of a list, dossiers. */
import { useState } from 'react'
import { useWrite, type Write } from '@/core/hooks'
import { ApiError } from '@/core/http'
import { t } from '@/core/i18n'
import type { DossierImport, Import, Kind } from '@/core/types'
import type { ChosenTable } from '@/platform/types'
import { chooseFile, uploadFile } from '@/services/dossiers'
import { choose, upload } from '@/services/imports'
import { Box, Txt } from '@/ui'
import { FILE_BYTES_MAX, megabytes } from './imports'

const LIMIT = megabytes(FILE_BYTES_MAX)
export const limits = () => t('imports.limits', { mb: LIMIT })
export const fileLimits = () => t('dossier.import.limits', { mb: LIMIT })

/** How a file is chosen, what is said when it is too large, and whereto it goes: `as` is what it becomes. */
interface Way<A, T> { choose(): Promise<ChosenTable | undefined>; large(values: { mb: string; most: string }): string; send(file: ChosenTable, as: A): Promise<T> }
const TABLE: Way<Kind, Import> = { choose, large: v => t('imports.large', v), send: (file, kind) => upload(kind, file) }
const DOSSIERS: Way<string, DossierImport> = { choose: chooseFile, large: v => t('dossier.import.large', v), send: uploadFile }

export interface FileChoice<A, T> { write: Write<[ChosenTable, A], T>; name: string; pick(as: A): Promise<void> }
function useChoice<A, T>(way: Way<A, T>, then: (sent: T) => void): FileChoice<A, T> {
  const [name, setName] = useState('')
  const write = useWrite(async (file: ChosenTable, as: A) => {
    if (file.size > FILE_BYTES_MAX) throw new ApiError(413, 'file_too_large', way.large({ mb: megabytes(file.size), most: LIMIT }))
    return way.send(file, as)
  }, { then, shown: true })
  async function pick(as: A) {
    write.clear()
    const file = await way.choose()
    if (!file) return
    setName(file.name)
    await write.run(file, as)
  }
  return { write, name, pick }
}
export const useTableChoice = (then: (table: Import) => void) => useChoice(TABLE, then)
export const useDossierChoice = (then: (file: DossierImport) => void) => useChoice(DOSSIERS, then)

/** Stays on the page, unlike the short message: what to do about it is read while the file is put right. */
export function Refused<A, T>({ of }: { of: FileChoice<A, T> }) {
  const { error, fields } = of.write
  if (!error) return null
  return (
    <Box className='d-refused' role='alert'>
      <Txt as='p' bold tone='danger'>{t('imports.refused')}</Txt>
      <Txt as='p' size={2}>{of.name}</Txt>
      <Txt as='p'>{fields.file ?? fields.origin ?? error.words}</Txt>
    </Box>
  )
}
