/** A QR code as rows of boxes: no canvas, no image, nothing from outside. Always dark on white, whatever the look. */
import { useMemo } from 'react'
import { qrRuns } from '@/core/qr'
import { useLook } from '@/core/store'
import { Box } from './prim'

export function Qr({ text, label }: { text: string; label: string }) {
  const { elder } = useLook()
  const { rows, size } = useMemo(() => qrRuns(text), [text])
  const px = Math.max(4, Math.floor((elder ? 300 : 256) / size)) // whole pixels: no seams between modules
  return (
    <Box className='qr' role='img' label={label}>
      <Box className='qr-in' style={{ width: `${px * size}px` }}>
        {rows.map((runs, y) => <Box key={y} className='qr-r' style={{ height: `${px}px` }}>{runs.map((run, x) => <Box key={x} className={run.on ? 'qr-1' : 'qr-0'} style={{ width: `${run.n * px}px` }} />)}</Box>)}
      </Box>
    </Box>
  )
}
