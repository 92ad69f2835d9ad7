/** The design system's door: pages import everything from '@/ui'. */
export * from './prim'
export * from './layout'
export * from './states'
export * from './marks'
export { Qr } from './Qr'
export { ScanEntry } from './ScanEntry'
export { Screen, OfflineStrip } from './Screen'
export type { Option, Size, Tone } from './types'
