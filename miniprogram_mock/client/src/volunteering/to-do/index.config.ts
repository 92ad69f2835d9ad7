export default definePageConfig({ navigationBarTitleText: '见证与确认', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
