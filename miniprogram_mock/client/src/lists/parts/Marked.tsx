/** A text with what was looked for in bold; positions come from the server. */
import { Txt } from '@/ui'
import { pieces } from './marks'

export const Marked = ({ text, marks }: { text: string; marks: readonly (readonly number[])[] }) => (
  <>{pieces(text, marks).map((p, i) => (p.marked ? <Txt key={i} bold tone='pine'>{p.text}</Txt> : <Txt key={i}>{p.text}</Txt>))}</>
)
