/** A source with its texts; those said by key; files of the tables they came from. */
export function withTexts(source: string): { code: string; said: Record<string, string>; from: string[] }
