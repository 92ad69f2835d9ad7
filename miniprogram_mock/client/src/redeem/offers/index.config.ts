export default definePageConfig({ navigationBarTitleText: '兑换', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
