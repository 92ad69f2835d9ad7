export default definePageConfig({ navigationBarTitleText: '登记使用', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
