// For tsc and unit tests; builds pick device.h5.ts or device.weapp.ts by their ending.
export { device } from './device.h5'
