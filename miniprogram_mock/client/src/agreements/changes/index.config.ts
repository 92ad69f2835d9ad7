export default definePageConfig({ navigationBarTitleText: '改了什么', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
