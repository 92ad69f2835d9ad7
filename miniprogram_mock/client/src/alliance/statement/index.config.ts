export default definePageConfig({ navigationBarTitleText: '互惠对账单', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
