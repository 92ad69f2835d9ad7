export default definePageConfig({ navigationBarTitleText: '开始一轮', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
