/** Cut a text at marks. Positions count characters, of which one beyond the basic plane is a single one. */
export interface Piece { text: string; marked: boolean }
export function pieces(text: string, marks: readonly (readonly number[])[]): Piece[] {
  const chars = Array.from(text), out: Piece[] = []
  let at = 0
  const add = (to: number, marked: boolean) => { if (to > at) out.push({ text: chars.slice(at, to).join(''), marked }); at = Math.max(at, to) }
  for (const [start = 0, end = 0] of marks) { add(start, false); add(end, true) }
  add(chars.length, false)
  return out
}
