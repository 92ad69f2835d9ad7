/** The product's time. In demo mode the clock can be moved; everywhere else it is the phone's. */
let offset = 0
export const productNow = () => Date.now() + offset
export const setClockOffset = (seconds: number) => { offset = seconds * 1000 }
