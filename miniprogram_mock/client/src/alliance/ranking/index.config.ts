export default definePageConfig({ navigationBarTitleText: '单位履约榜', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
