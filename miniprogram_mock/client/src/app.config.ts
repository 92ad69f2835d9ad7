import { MAIN, PACKAGES, TABS } from './core/routes'

const weapp = process.env.TARO_ENV === 'weapp'
const TAB_TEXT: Record<keyof typeof TABS, string> = { home: '首页', act: '行动', topics: '议事', passbook: '存折', me: '我的' }

export default defineAppConfig({
  pages: Object.values(MAIN),
  subPackages: Object.entries(PACKAGES).map(([root, pages]) => ({ root, pages: Object.values(pages) })),
  darkmode: true,
  themeLocation: 'theme.json',
  // Compared on the phone with the place in the leader's code; no place is ever sent.
  ...(weapp ? { permission: { 'scope.userLocation': { desc: '签到时在手机上核对您是否在活动地点，位置不上传' } }, requiredPrivateInfos: ['getLocation'] } : {}),
  lazyCodeLoading: 'requiredComponents',
  animation: false,
  window: {
    navigationBarTitleText: '三共',
    navigationBarBackgroundColor: weapp ? '@navBg' : '#FBF8F2',
    navigationBarTextStyle: (weapp ? '@navTxt' : 'black') as 'black',
    backgroundColor: weapp ? '@pageBg' : '#FBF8F2',
    backgroundTextStyle: 'dark',
  },
  // Custom: Screen draws the tabs itself on both targets, so they grow with the elder look and become a rail at 1000 px.
  tabBar: {
    custom: true, color: '#565C66', selectedColor: '#1F6F5C', backgroundColor: '#FFFFFF', borderStyle: 'black',
    list: Object.entries(TABS).map(([name, pagePath]) => ({ pagePath, text: TAB_TEXT[name as keyof typeof TABS] })),
  },
})
