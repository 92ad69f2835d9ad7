export default definePageConfig({ navigationBarTitleText: '协议要办的事', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
