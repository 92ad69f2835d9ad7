export default definePageConfig({ navigationBarTitleText: '为您找到的', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
