export default definePageConfig({ navigationBarTitleText: '党建联盟', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
