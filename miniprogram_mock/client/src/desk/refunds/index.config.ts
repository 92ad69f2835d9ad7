export default definePageConfig({ navigationBarTitleText: '退货申请', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
