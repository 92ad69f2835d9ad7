export default definePageConfig({ navigationBarTitleText: '认领', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
