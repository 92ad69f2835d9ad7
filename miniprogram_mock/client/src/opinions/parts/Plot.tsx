// For tsc and unit tests; builds pick Plot.h5.tsx or Plot.weapp.tsx by their ending.
export { Plot } from './Plot.h5'
