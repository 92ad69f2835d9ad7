export default definePageConfig({ navigationBarTitleText: '来龙去脉', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
