/** The two colours that the platform paints outside our own pages; test/tokens.test.ts holds them to tokens.scss. */
export const PAINT = { light: { paper: '#FBF8F2' }, dark: { paper: '#14171A' } } as const
