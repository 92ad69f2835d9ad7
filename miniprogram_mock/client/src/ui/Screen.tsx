/** The frame of every page: look, title bar, tabs or rail, offline strip, questions and messages. Pages bring only their middle. */
import { useEffect, useState, useSyncExternalStore, type ReactNode } from 'react'
import { useDidHide, useDidShow, useRouter } from '@tarojs/taro'
import { message, question, toast } from '@/core/dialogs'
import { t } from '@/core/i18n'
import { back, go, keepPlace, restart } from '@/core/nav'
import { TABS } from '@/core/routes'
import { flushOutbox, online, outbox, useLook, useMe } from '@/core/store'
import { device } from '@/platform/device'
import { unread } from '@/services/inbox'
import { cx } from './cx'
import { Bar, Box, Btn, Nav, Row, Sheet, Txt } from './prim'

type Tab = keyof typeof TABS
const TAB_NAMES = Object.keys(TABS) as Tab[]

export interface ScreenProps {
  title: string
  /** This page is a tab: tabs are drawn on the phone too and there is no way back. */
  tab?: Tab
  /** The one pine button, at the thumb's height. */
  action?: ReactNode
  /** At the right of the title. */
  side?: ReactNode
  /** May be seen without signing in. */
  guest?: boolean
  /** Wide pages (desks, list and detail) use the whole width at 1000 px; others stay a column. */
  wide?: boolean
  children?: ReactNode
}

export function Screen({ title, tab, action, side, guest, wide, children }: ScreenProps) {
  const { elder, k, isDark } = useLook()
  const { session } = useMe()
  const [shown, setShown] = useState(true)
  const paint = () => { if (shown) device.paint({ dark: isDark, title }) }
  useDidShow(() => { setShown(true); device.paint({ dark: isDark, title }) })
  useDidHide(() => setShown(false))
  useEffect(paint, [isDark, title, shown])
  const barred = !guest && !session
  const { path, params } = useRouter()
  useEffect(() => {
    if (!barred || !shown) return
    keepPlace(path, params as Record<string, string>)
    restart('signIn')
  }, [barred, shown])
  return (
    <Box className={cx('pg', elder && 'elder', elder && k > 0 && `k${k}`, isDark && 'dark', !!tab && 'tabbed', !session && 'bare')}>
      <Box className={cx('frame', wide && 'wide')}>
        <Bar title={title} back={!tab && !guest} backLabel={t('ui.back')} onBack={back} side={side} />
        <OfflineStrip />
        <Box role='main' className='main'>{barred ? null : children}</Box>
        {action && !barred ? <Box className='foot'><Box className='foot-in'>{action}</Box></Box> : null}
      </Box>
      {session ? <MainNav tab={tab} /> : null}
      {shown ? <Messages /> : null}
    </Box>
  )
}

function MainNav({ tab }: { tab?: Tab }) {
  const n = unread.use()
  const { membership } = useMe()
  return (
    <Nav label={t('ui.nav')} head={<><Txt bold size={4} className='block'>{t('app.name')}</Txt><Txt size={1} tone='ink2' className='block'>{membership?.community_name ?? ''}</Txt></>}
      items={TAB_NAMES.map(name => ({ key: name, text: t(`tab.${name}`), icon: name, badge: name === 'me' ? n : undefined, current: name === tab, onTap: () => { if (name !== tab) go(name) } }))} />
  )
}

/** Says that there is no network and what waits to be sent; tapping it shows each and lets one send or drop it. */
export function OfflineStrip() {
  const up = online.use()
  useSyncExternalStore(outbox.subscribe, outbox.snapshot, outbox.snapshot)
  const waiting = outbox.waiting()
  const [open, setOpen] = useState(false)
  async function send() {
    const { sent, refused } = await flushOutbox()
    if (refused[0]) toast(refused[0].words, 'danger')
    else if (sent) toast(t('ui.sent', { n: sent }))
    else toast(t('ui.offline.still'), 'danger')
    if (!outbox.waiting().length) setOpen(false)
  }
  if (up && !waiting.length) return null
  return (
    <Box className='strip' role='status'>
      <Txt size={2}>{waiting.length ? t(up ? 'ui.waiting.up' : 'ui.waiting', { n: waiting.length }) : t('ui.offline.strip')}</Txt>
      {waiting.length ? <Btn kind='quiet' onTap={() => setOpen(true)}>{t('ui.look')}</Btn> : null}
      <Sheet open={open} title={t('ui.waiting.title')} closeLabel={t('ui.close')} onClose={() => setOpen(false)} foot={<Btn kind='main' wide onTap={send}>{t('ui.sendNow')}</Btn>}>
        {waiting.map(p => <Row key={p.key} title={p.label} value={<Btn kind='quiet' label={t('ui.drop.label', { label: p.label })} onTap={() => outbox.forget(p.key)}>{t('ui.drop')}</Btn>} />)}
      </Sheet>
    </Box>
  )
}

function Messages() {
  const q = question.use(), m = message.use()
  return (
    <>
      <Box className='toasts' role='status'>{m ? <Box key={m.id} className={`toast ${m.tone}`}><Txt>{m.text}</Txt></Box> : null}</Box>
      <Sheet open={!!q} title={q?.title ?? ''} closeLabel={t('ui.close')} onClose={() => q?.answer(false)}
        foot={q ? <><Btn wide onTap={() => q.answer(false)}>{q.no ?? t('ui.no')}</Btn><Btn wide kind={q.danger ? 'danger' : 'main'} onTap={() => q.answer(true)}>{q.yes}</Btn></> : null}>
        {q?.text ? <Txt as='p'>{q.text}</Txt> : null}
      </Sheet>
    </>
  )
}
