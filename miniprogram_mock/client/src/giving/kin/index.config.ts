export default definePageConfig({ navigationBarTitleText: '我的亲友', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
