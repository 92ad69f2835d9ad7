export default definePageConfig({ navigationBarTitleText: '清单发布', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
