/** WeChat's canvas of type 2d, which ECharts takes for one of the browser once it has two functions more. */
import { useEffect, useRef, useState } from 'react'
import Taro from '@tarojs/taro'
import { Canvas, View } from '@tarojs/components'
import { init } from './echarts'
import type { PlotProps } from './picture'

type Chart = ReturnType<typeof init>
interface Node { addEventListener?(): void; removeEventListener?(): void }
interface Found { node?: Node; width: number; height: number }
let count = 0

export function Plot({ option, label }: PlotProps) {
  const [id] = useState(() => `plot${++count}`), [chart, setChart] = useState<Chart>(), made = useRef<Chart>()
  useEffect(() => {
    let gone = false
    // Drawn first: only then the canvas has a size.
    const timer = setTimeout(() => Taro.createSelectorQuery().select('#' + id).fields({ node: true, size: true }).exec(([found]: (Found | null)[]) => {
      if (gone || !found?.node) return
      found.node.addEventListener ??= () => undefined
      found.node.removeEventListener ??= () => undefined
      made.current = init(found.node as unknown as HTMLCanvasElement, null, { renderer: 'canvas', width: found.width, height: found.height, devicePixelRatio: Taro.getWindowInfo().pixelRatio })
      setChart(made.current)
    }), 50)
    return () => { gone = true; clearTimeout(timer); made.current?.dispose() }
  }, [])
  useEffect(() => { chart?.setOption(option, true) }, [chart, option])
  return <View ariaRole='img' ariaLabel={label}><Canvas className='o-plot' type='2d' id={id} /></View>
}
