export default definePageConfig({ navigationBarTitleText: '认捐积分', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
