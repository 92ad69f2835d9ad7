export default definePageConfig({ navigationBarTitleText: '转积分的记录', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
