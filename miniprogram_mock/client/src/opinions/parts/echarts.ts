/** As little of ECharts as a scatter needs; whoever names this file carries it. */
import { ScatterChart } from 'echarts/charts'
import { GridComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'

use([ScatterChart, GridComponent, CanvasRenderer])
export { init }
