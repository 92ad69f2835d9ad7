export default definePageConfig({ navigationBarTitleText: '预约', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
