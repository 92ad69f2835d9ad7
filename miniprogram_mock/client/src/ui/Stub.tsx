/** Stands where a page of the site map is being built. Gone once every page is there. */
import { t } from '@/core/i18n'
import type { TABS } from '@/core/routes'
import { Screen } from './Screen'
import { Empty } from './states'

export const Stub = ({ title, tab }: { title: string; tab?: keyof typeof TABS }) => <Screen title={title} tab={tab}><Empty text={t('ui.stub')} /></Screen>
