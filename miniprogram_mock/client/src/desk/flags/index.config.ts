export default definePageConfig({ navigationBarTitleText: '使用记录核对', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
