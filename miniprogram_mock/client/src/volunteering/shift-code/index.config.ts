export default definePageConfig({ navigationBarTitleText: '签到码', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
