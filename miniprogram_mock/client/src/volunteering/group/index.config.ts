export default definePageConfig({ navigationBarTitleText: '约人一起去', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
