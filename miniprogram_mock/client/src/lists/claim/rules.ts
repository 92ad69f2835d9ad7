/** How much is left to claim, as far as the phone knows. */
import type { ApiError } from '@/core/http'

export function leftAfter(error: Pick<ApiError, 'code' | 'problem'> | undefined, known: number): number {
  const told = error?.code === 'claim_exceeds_entry' ? error.problem.left : undefined
  return typeof told === 'number' ? told : known
}
