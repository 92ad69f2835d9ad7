export default definePageConfig({ navigationBarTitleText: '清单', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
