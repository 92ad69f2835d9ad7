export default definePageConfig({ navigationBarTitleText: '查找', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
