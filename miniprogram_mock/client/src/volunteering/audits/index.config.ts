export default definePageConfig({ navigationBarTitleText: '抽查', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
