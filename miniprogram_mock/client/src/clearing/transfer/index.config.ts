export default definePageConfig({ navigationBarTitleText: '转积分', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
