export default definePageConfig({ navigationBarTitleText: '纸质票', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
