export default definePageConfig({ navigationBarTitleText: '捐给公益池', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
