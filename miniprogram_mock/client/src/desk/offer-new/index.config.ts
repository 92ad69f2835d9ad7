export default definePageConfig({ navigationBarTitleText: '上架', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
