export default definePageConfig({ navigationBarTitleText: '预约日历', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
