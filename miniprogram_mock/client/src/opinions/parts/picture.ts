/** The map as what ECharts draws, from facts alone. Groups differ by shape too, so that it reads in grey. */
import type { ComposeOption } from 'echarts/core'
import type { GridComponentOption } from 'echarts/components'
import type { ScatterSeriesOption } from 'echarts/charts'
import { PAINT } from '@/core/paint'
import type { OpinionGroup, OpinionMap, OpinionSpot } from '@/core/types'

export type Picture = ComposeOption<ScatterSeriesOption | GridComponentOption>
export interface PlotProps { option: Picture; /** what the picture says, for who cannot see it */ label: string }
const SYMBOLS = ['circle', 'diamond', 'triangle', 'rect', 'roundRect'] as const
const INKS = ['pine', 'amber', 'record', 'seal', 'ink2'] as const
const FONT = 'PingFang SC, Noto Sans SC, sans-serif'
/** So much room around the outermost spots, as a part of the whole. */
const ROOM = 0.18

/** How wide the picture is for its height; index.scss draws it so. */
const SHAPE = 10 / 7
/** How far the axes go, to one scale in both directions: distances are what the picture tells. */
export function reach({ groups, own }: Pick<OpinionMap, 'groups' | 'own'>) {
  const dots = [...groups.flatMap(g => [...g.spots, g]), ...(own?.x != null ? [{ x: own.x, y: own.y! }] : [])]
  const side = (v: number[]) => ({ middle: (Math.min(...v) + Math.max(...v)) / 2, half: (Math.max(...v) - Math.min(...v)) / 2 })
  const x = side(dots.map(d => d.x)), y = side(dots.map(d => d.y)), half = (Math.max(x.half, y.half * SHAPE) || 1) * (1 + 2 * ROOM)
  return { x: [x.middle - half, x.middle + half], y: [y.middle - half / SHAPE, y.middle + half / SHAPE] }
}
const sizeOf = (people: number) => Math.round(14 + 6 * Math.sqrt(people))
/** A group's name stands over its topmost spot. */
const top = (g: OpinionGroup): OpinionSpot => g.spots.reduce((a, b) => (b.y > a.y ? b : a), g.spots[0] ?? { x: g.x, y: g.y, people: 0 })

export function pictureOf(map: Pick<OpinionMap, 'groups' | 'own'>, { dark, elder, you, labels }: { dark: boolean; elder: boolean; you: string; /** of the groups */ labels: string[] }): Picture {
  const paint = dark ? PAINT.dark : PAINT.light, size = elder ? 20 : 15, { x, y } = reach(map)
  const text = { show: true, color: paint.ink, fontSize: size, fontWeight: 'bold' as const, fontFamily: FONT, backgroundColor: paint.surface, padding: [2, 6], borderRadius: 4 }
  const axis = { type: 'value', show: false } as const
  return {
    animation: false, grid: { left: 8, right: 8, top: 8, bottom: 8 }, xAxis: { ...axis, min: x[0], max: x[1] }, yAxis: { ...axis, min: y[0], max: y[1] },
    series: [
      ...map.groups.map((g, i) => ({
        type: 'scatter' as const, silent: true, symbol: SYMBOLS[i], itemStyle: { color: paint[INKS[i]], opacity: 0.8, borderColor: paint.surface, borderWidth: 1 },
        data: g.spots.map(s => ({ value: [s.x, s.y], symbolSize: sizeOf(s.people) })),
      })),
      ...map.groups.map((g, i) => ({ type: 'scatter' as const, silent: true, symbolSize: 0.1, z: 5, data: [{ value: [top(g).x, top(g).y] }], label: { ...text, formatter: labels[i], position: 'top' as const, distance: sizeOf(top(g).people) / 2 + 4 } })),
      ...(map.own?.x != null ? [{ type: 'scatter' as const, silent: true, symbol: 'circle', symbolSize: 20, z: 6, itemStyle: { color: paint.surface, borderColor: paint.ink, borderWidth: 4 }, data: [{ value: [map.own.x, map.own.y!] }], label: { ...text, formatter: you, position: 'bottom' as const } }] : []),
    ],
  }
}
