export default definePageConfig({ navigationBarTitleText: '小组', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
