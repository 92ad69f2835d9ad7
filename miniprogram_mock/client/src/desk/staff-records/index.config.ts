export default definePageConfig({ navigationBarTitleText: '记录核对', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
