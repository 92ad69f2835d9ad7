export default definePageConfig({ navigationBarTitleText: '积分从哪里来', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
