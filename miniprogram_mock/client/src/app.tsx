/** Starts what lives as long as the client: watching the network, the system's look and the window. */
import type { PropsWithChildren } from 'react'
import { useDidShow, useLaunch } from '@tarojs/taro'
import { toast } from '@/core/dialogs'
import { flushOutbox, online, session, systemDark, width } from '@/core/store'
import { device } from '@/platform/device'
import { t } from '@/core/i18n'
import { syncClock } from '@/services/demo'
import { till } from '@/services/till'
import './app.scss'

async function sendWaiting() {
  if (!session.get()) return
  if (till.waiting().length) till.sync().then(a => toast(t('till.queue.synced', { n: a.length })), () => undefined)
  const { sent, refused } = await flushOutbox()
  if (refused[0]) toast(refused[0].words, 'danger')
  else if (sent) toast(t('ui.sent', { n: sent }))
}

export default function App({ children }: PropsWithChildren) {
  useLaunch(() => {
    device.onSystemDark(dark => systemDark.set(dark))
    device.onResize(() => width.set(device.width()))
    device.onNetwork(up => { online.set(up); if (up) sendWaiting() })
    syncClock()
  })
  useDidShow(() => { sendWaiting() })
  return children
}
