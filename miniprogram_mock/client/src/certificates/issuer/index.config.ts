export default definePageConfig({ navigationBarTitleText: '送时间', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
