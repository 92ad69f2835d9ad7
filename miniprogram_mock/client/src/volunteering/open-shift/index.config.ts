export default definePageConfig({ navigationBarTitleText: '发布班次', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
