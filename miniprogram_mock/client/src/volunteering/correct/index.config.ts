export default definePageConfig({ navigationBarTitleText: '更正', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
