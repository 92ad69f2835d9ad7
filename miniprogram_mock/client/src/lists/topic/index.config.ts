export default definePageConfig({ navigationBarTitleText: '议题', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
