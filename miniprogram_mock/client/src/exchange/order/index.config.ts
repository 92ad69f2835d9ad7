export default definePageConfig({ navigationBarTitleText: '互助请求', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
