/** The lists whose entries staff adopt. */
import type { Kind } from '@/core/types'

export const ADOPTED_KINDS: readonly Kind[] = ['need', 'actor', 'problem', 'resource', 'service_project', 'welfare_work', 'action', 'benefit']
