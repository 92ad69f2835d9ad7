export default definePageConfig({ navigationBarTitleText: '退货', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
