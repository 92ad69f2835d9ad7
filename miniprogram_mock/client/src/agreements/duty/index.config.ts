export default definePageConfig({ navigationBarTitleText: '要办的事', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
