/** A QR code as rows of boxes: no canvas, no image, nothing from outside. Always dark on white, whatever the look. */
import { useMemo } from 'react'
import { qrRuns } from '@/core/qr'
import { useLook, width } from '@/core/store'
import { Box } from './prim'

/** Margins of page and code, left and right together. */
const AROUND = 72, LARGEST = 380

/** `large`: as wide as the page lets it be, for a phone held out across a counter. */
export function Qr({ text, label, large }: { text: string; label: string; large?: boolean }) {
  const { elder } = useLook(), room = Math.min(width.use() - AROUND, LARGEST)
  const { rows, size } = useMemo(() => qrRuns(text, large ? 'L' : 'M'), [text, large])
  const px = Math.max(4, Math.floor((large ? room : elder ? 300 : 256) / size)) // whole pixels: no seams between modules
  return (
    <Box className='qr' role='img' label={label}>
      <Box className='qr-in' style={{ width: `${px * size}px` }}>
        {rows.map((runs, y) => <Box key={y} className='qr-r' style={{ height: `${px}px` }}>{runs.map((run, x) => <Box key={x} className={run.on ? 'qr-1' : 'qr-0'} style={{ width: `${run.n * px}px` }} />)}</Box>)}
      </Box>
    </Box>
  )
}
