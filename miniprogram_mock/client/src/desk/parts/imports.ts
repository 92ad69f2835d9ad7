/** What an import's page decides on its own: which column fills what, what is filled in for all rows, how large a file may be. Pure. */
import type { Import, ImportField } from '@/core/types'

/** As the server has it; a larger file is told at once instead of being sent for minutes. */
export const FILE_BYTES_MAX = 10 * 1024 * 1024
export const megabytes = (bytes: number) => String(Math.ceil(bytes / 1024 / 102.4) / 10)

/** A file's name as people say it. */
export const plainName = (name: string) => name.replace(/\.(xlsx|csv|zip)$/i, '')

export type Paths = readonly (string | null)[]
export type Fixed = Readonly<Record<string, string>>

/** A field is filled by one column alone: whichever had it lets it go. */
export const assign = (paths: Paths, at: number, path: string | null): Paths => paths.map((p, i) => (i === at ? path : path !== null && p === path ? null : p))
/** The fields that no column fills. */
export const unfilled = (fillable: readonly ImportField[], paths: Paths) => fillable.filter(f => !paths.includes(f.path))
/** Those to ask for: what every row needs and no column has, what is filled in already, what was asked for. */
export const asked = (table: Import, paths: Paths, fixed: Fixed, added: readonly string[]) =>
  table.fillable.filter(f => f.path in fixed || added.includes(f.path) || (f.required && !paths.includes(f.path)))
/** Without what was left empty. */
export const filledIn = (fixed: Fixed): Record<string, string> => Object.fromEntries(Object.entries(fixed).filter(([, v]) => v.trim()).map(([k, v]) => [k, v.trim()]))
export function isChanged(table: Import, paths: Paths, fixed: Fixed): boolean {
  const now = filledIn(fixed), keys = Object.keys(now)
  return table.columns.some((c, i) => c.path !== paths[i]) || keys.length !== Object.keys(table.fixed).length || keys.some(k => now[k] !== table.fixed[k])
}
