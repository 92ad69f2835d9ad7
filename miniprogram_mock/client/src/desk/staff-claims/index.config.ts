export default definePageConfig({ navigationBarTitleText: '认领待办', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
