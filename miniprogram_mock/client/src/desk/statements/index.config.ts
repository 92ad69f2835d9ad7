export default definePageConfig({ navigationBarTitleText: '日结单', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
