export default definePageConfig({ navigationBarTitleText: '提出公益时间资格', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
