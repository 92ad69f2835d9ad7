export default definePageConfig({ navigationBarTitleText: '凭签到表补录', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
