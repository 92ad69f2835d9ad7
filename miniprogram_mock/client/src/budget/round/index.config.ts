export default definePageConfig({ navigationBarTitleText: '这一轮预算', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
