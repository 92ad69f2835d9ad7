/** Colours for what is painted outside of style sheets: the platform's window, and canvases. test/tokens.test.ts holds them to tokens.scss. */
export const PAINT = {
  light: { paper: '#FBF8F2', surface: '#FFFFFF', ink: '#20242A', ink2: '#565C66', pine: '#1F6F5C', amber: '#8A5A00', record: '#2F4B7C', seal: '#B93A22' },
  dark: { paper: '#14171A', surface: '#1E2327', ink: '#ECE7DC', ink2: '#AEB4BC', pine: '#7CC7AE', amber: '#E3B25A', record: '#9DB7E8', seal: '#F08A70' },
} as const
