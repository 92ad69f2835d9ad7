export default definePageConfig({ navigationBarTitleText: '给看法表态', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
