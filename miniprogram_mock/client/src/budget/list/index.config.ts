export default definePageConfig({ navigationBarTitleText: '一起定怎么花', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
