export default definePageConfig({ navigationBarTitleText: '商品', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
