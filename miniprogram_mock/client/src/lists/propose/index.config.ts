export default definePageConfig({ navigationBarTitleText: '提出', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
