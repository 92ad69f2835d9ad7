export default definePageConfig({ navigationBarTitleText: '议事', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
