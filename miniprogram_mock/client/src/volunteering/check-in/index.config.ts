export default definePageConfig({ navigationBarTitleText: '签到', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
