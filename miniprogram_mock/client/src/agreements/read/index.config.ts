export default definePageConfig({ navigationBarTitleText: '共建协议', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
