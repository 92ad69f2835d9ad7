/** A canvas of the browser; ECharts comes when the first picture is drawn, never before. */
import { useEffect, useRef, useState } from 'react'
import type { PlotProps } from './picture'

type Chart = ReturnType<typeof import('./echarts').init>

export function Plot({ option, label }: PlotProps) {
  const ref = useRef<HTMLDivElement>(null), [chart, setChart] = useState<Chart>()
  useEffect(() => {
    let gone = false, made: Chart | undefined
    const seen = new ResizeObserver(() => made?.resize())
    import('./echarts').then(({ init }) => {
      if (gone || !ref.current) return
      made = init(ref.current)
      seen.observe(ref.current)
      setChart(made)
    }, () => undefined) // without a network the words stand alone
    return () => { gone = true; seen.disconnect(); made?.dispose() }
  }, [])
  useEffect(() => { chart?.setOption(option, true) }, [chart, option])
  return <div className='o-plot' ref={ref} role='img' aria-label={label} />
}
