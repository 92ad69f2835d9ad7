export default definePageConfig({ navigationBarTitleText: '请人帮忙', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
