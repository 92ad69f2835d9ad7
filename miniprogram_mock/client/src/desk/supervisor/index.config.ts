export default definePageConfig({ navigationBarTitleText: '监督员台', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
