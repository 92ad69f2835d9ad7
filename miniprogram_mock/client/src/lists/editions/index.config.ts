export default definePageConfig({ navigationBarTitleText: '各期清单', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
