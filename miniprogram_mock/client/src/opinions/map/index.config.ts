export default definePageConfig({ navigationBarTitleText: '大家怎么想', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
