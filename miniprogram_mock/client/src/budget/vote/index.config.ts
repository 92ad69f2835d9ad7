export default definePageConfig({ navigationBarTitleText: '投票', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
