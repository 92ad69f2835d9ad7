/** The button by which a table is chosen and sent, and what is said when it is no table. */
import { useState } from 'react'
import { useWrite, type Write } from '@/core/hooks'
import { ApiError } from '@/core/http'
import { t } from '@/core/i18n'
import type { Import, Kind } from '@/core/types'
import type { ChosenTable } from '@/platform/types'
import { choose, upload } from '@/services/imports'
import { Box, Txt } from '@/ui'
import { FILE_BYTES_MAX, megabytes } from './imports'

const LIMIT = megabytes(FILE_BYTES_MAX)

async function send(kind: Kind, table: ChosenTable): Promise<Import> {
  if (table.size > FILE_BYTES_MAX) throw new ApiError(413, 'file_too_large', t('imports.large', { mb: megabytes(table.size), most: LIMIT }))
  return upload(kind, table)
}

export interface TableChoice { write: Write<[Kind, ChosenTable], Import>; name: string; pick(kind: Kind): Promise<void> }
export function useTableChoice(then: (table: Import) => void): TableChoice {
  const [name, setName] = useState('')
  const write = useWrite(send, { then, shown: true })
  async function pick(kind: Kind) {
    write.clear()
    const table = await choose()
    if (!table) return
    setName(table.name)
    await write.run(kind, table)
  }
  return { write, name, pick }
}

/** Stays on the page, unlike the short message: what to do about it is read while the table is put right. */
export function Refused({ of }: { of: TableChoice }) {
  const { error, fields } = of.write
  if (!error) return null
  return (
    <Box className='d-refused' role='alert'>
      <Txt as='p' bold tone='danger'>{t('imports.refused')}</Txt>
      <Txt as='p' size={2}>{of.name}</Txt>
      <Txt as='p'>{fields.file ?? error.words}</Txt>
    </Box>
  )
}
export const limits = () => t('imports.limits', { mb: LIMIT })
