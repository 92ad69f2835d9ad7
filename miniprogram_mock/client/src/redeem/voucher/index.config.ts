export default definePageConfig({ navigationBarTitleText: '兑换券', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
