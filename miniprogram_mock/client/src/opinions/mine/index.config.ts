export default definePageConfig({ navigationBarTitleText: '我的看法', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
