export default definePageConfig({ navigationBarTitleText: '不同意见', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
