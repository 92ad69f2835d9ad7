export default definePageConfig({ navigationBarTitleText: '清单待办', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
