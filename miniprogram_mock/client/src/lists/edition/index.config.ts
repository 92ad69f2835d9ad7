export default definePageConfig({ navigationBarTitleText: '清单版本', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
