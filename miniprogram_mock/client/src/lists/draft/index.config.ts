export default definePageConfig({ navigationBarTitleText: '清单草案', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
