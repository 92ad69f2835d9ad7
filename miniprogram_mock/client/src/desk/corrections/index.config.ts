export default definePageConfig({ navigationBarTitleText: '时长更正', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
