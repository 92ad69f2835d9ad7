export default definePageConfig({ navigationBarTitleText: '提议开会', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
