export default definePageConfig({ navigationBarTitleText: '和别家一起收券', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
