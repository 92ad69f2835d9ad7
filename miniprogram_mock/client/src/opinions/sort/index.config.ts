export default definePageConfig({ navigationBarTitleText: '整理看法', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
