export default definePageConfig({ navigationBarTitleText: '店铺', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
