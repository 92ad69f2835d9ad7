export default definePageConfig({ navigationBarTitleText: '匹配得怎么样', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
