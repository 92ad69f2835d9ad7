/** The map as what ECharts draws, from facts alone. Groups differ by shape too, so that it reads in grey. */
import type { ComposeOption } from 'echarts/core'
import type { GridComponentOption } from 'echarts/components'
import type { ScatterSeriesOption } from 'echarts/charts'
import { PAINT } from '@/core/paint'
import type { OpinionMap } from '@/core/types'

export type Picture = ComposeOption<ScatterSeriesOption | GridComponentOption>
export interface PlotProps { option: Picture; /** what the picture says, for who cannot see it */ label: string }
const SHAPES = ['circle', 'diamond', 'triangle', 'rect', 'roundRect'] as const
const INKS = ['pine', 'amber', 'record', 'seal', 'ink2'] as const
const FONT = 'PingFang SC, Noto Sans SC, sans-serif'
/** So much room around the outermost spots, as a part of the whole. */
const ROOM = 0.18

/** How far the axes go, the same in both directions: distances are what the picture tells. */
export function reach({ groups, own }: Pick<OpinionMap, 'groups' | 'own'>) {
  const dots = [...groups.flatMap(g => [...g.spots, g]), ...(own?.x != null ? [{ x: own.x, y: own.y! }] : [])]
  const [xs, ys] = [dots.map(d => d.x), dots.map(d => d.y)], middle = (v: number[]) => (Math.min(...v) + Math.max(...v)) / 2
  const half = (Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys)) / 2 || 1) * (1 + 2 * ROOM)
  return { x: [middle(xs) - half, middle(xs) + half], y: [middle(ys) - half, middle(ys) + half] }
}

export function pictureOf(map: Pick<OpinionMap, 'groups' | 'own'>, { dark, elder, you, labels }: { dark: boolean; elder: boolean; you: string; /** of the groups */ labels: string[] }): Picture {
  const paint = dark ? PAINT.dark : PAINT.light, size = elder ? 20 : 15, { x, y } = reach(map)
  const text = { show: true, color: paint.ink, fontSize: size, fontWeight: 'bold' as const, fontFamily: FONT, backgroundColor: paint.surface, padding: [2, 6], borderRadius: 4 }
  const axis = { type: 'value', show: false } as const
  return {
    animation: false, grid: { left: 8, right: 8, top: 8, bottom: 8 }, xAxis: { ...axis, min: x[0], max: x[1] }, yAxis: { ...axis, min: y[0], max: y[1] },
    series: [
      ...map.groups.map((g, i) => ({
        type: 'scatter' as const, silent: true, symbol: SHAPES[i], itemStyle: { color: paint[INKS[i]], opacity: 0.8, borderColor: paint.surface, borderWidth: 1 },
        data: g.spots.map(s => ({ value: [s.x, s.y], symbolSize: Math.round(8 + 4 * Math.sqrt(s.people)) })),
      })),
      ...map.groups.map((g, i) => ({ type: 'scatter' as const, silent: true, symbolSize: 0.1, z: 5, data: [{ value: [g.x, g.y] }], label: { ...text, formatter: labels[i], position: 'inside' as const } })),
      ...(map.own?.x != null ? [{ type: 'scatter' as const, silent: true, symbol: 'circle', symbolSize: 20, z: 6, itemStyle: { color: paint.surface, borderColor: paint.ink, borderWidth: 4 }, data: [{ value: [map.own.x, map.own.y!] }], label: { ...text, formatter: you, position: 'bottom' as const } }] : []),
    ],
  }
}
