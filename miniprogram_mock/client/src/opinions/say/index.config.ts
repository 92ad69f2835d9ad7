export default definePageConfig({ navigationBarTitleText: '写一句看法', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
