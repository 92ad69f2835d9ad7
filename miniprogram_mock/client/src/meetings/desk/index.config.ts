export default definePageConfig({ navigationBarTitleText: '会场', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
