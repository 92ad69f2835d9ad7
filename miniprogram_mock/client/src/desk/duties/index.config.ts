export default definePageConfig({ navigationBarTitleText: '协议履行', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
