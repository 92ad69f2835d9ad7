export default definePageConfig({ navigationBarTitleText: '公益池', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
