/** Sign in: by WeChat, or in the browser by choosing a demo identity. */
import { useState } from 'react'
import { toast } from '@/core/dialogs'
import { useLoad, useWrite } from '@/core/hooks'
import { t } from '@/core/i18n'
import { go, restart, resume } from '@/core/nav'
import { session } from '@/core/store'
import { device } from '@/platform/device'
import { signIn } from '@/services/auth'
import { identities } from '@/services/demo'
import { Box, Btn, Empty, ErrorState, Row, Rows, Screen, Seal, Section, Skeleton, Txt } from '@/ui'

const byWechat = device.target === 'weapp'

export default function SignIn() {
  const [chosen, setChosen] = useState('')
  const enter = useWrite((identity?: string) => signIn(identity), {
    then: r => {
      const name = session.get()?.memberships[0]?.name ?? r.person.name
      if (name) toast(t('in.done', { name }))
      if (r.memberships.length) resume()
      else restart('join')
    },
  })
  function choose(id: string) { setChosen(id); enter.run(id) }
  return (
    <Screen title={t('in.title')} guest action={byWechat ? <Btn kind='main' wide busy={enter.busy} onTap={() => enter.run()}>{t('in.wechat')}</Btn> : undefined}>
      <Box className='hello'>
        <Seal label={t('app.name')} />
        <Txt as='h2' size={5} bold>{t('in.hello')}</Txt>
        <Txt as='p' tone='ink2'>{t('in.about')}</Txt>
      </Box>
      {byWechat ? null : <Identities chosen={enter.busy ? chosen : ''} choose={choose} />}
      <Box className='hello'><Btn kind='quiet' onTap={() => go('certificates.check')}>{t('certificates.check')}</Btn></Box>
      {enter.error ? <Box role='alert' className='err'>{`${t('in.failed')}：${enter.error.words}`}</Box> : null}
    </Screen>
  )
}

function Identities({ chosen, choose }: { chosen: string; choose(id: string): void }) {
  const list = useLoad(identities, [])
  if (list.error?.status === 404) return <Empty text={t('in.none')} />
  return (
    <Section title={t('in.choose')} note={t('in.choose.note')}>
      {list.data ? (
        <Rows label={t('in.choose')}>
          {list.data.map(i => <Row key={i.id} current={chosen === i.id} lead={<Txt className='face'>{i.name.slice(0, 1)}</Txt>} title={<>{i.name} <Txt size={2} tone='pine'>{i.role_name}</Txt></>} note={i.about} onTap={() => choose(i.id)} />)}
        </Rows>
      ) : list.error ? <ErrorState error={list.error} onRetry={list.reload} /> : <Skeleton />}
    </Section>
  )
}
