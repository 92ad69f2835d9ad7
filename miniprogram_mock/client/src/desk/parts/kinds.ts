/** The lists whose entries staff adopt. */
import type { Kind } from '@/core/types'

export const ADOPTED_KINDS: readonly Kind[] = ['need', 'resource', 'service_project', 'action', 'benefit']
