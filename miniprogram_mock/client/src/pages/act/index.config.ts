export default definePageConfig({ navigationBarTitleText: '行动', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
