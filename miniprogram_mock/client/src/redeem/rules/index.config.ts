export default definePageConfig({ navigationBarTitleText: '本社区的积分规则', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
