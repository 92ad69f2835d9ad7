export default definePageConfig({ navigationBarTitleText: '清单条目', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
