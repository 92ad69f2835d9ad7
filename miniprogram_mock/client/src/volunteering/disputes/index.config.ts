export default definePageConfig({ navigationBarTitleText: '时长异议', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
