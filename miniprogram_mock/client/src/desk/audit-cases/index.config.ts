export default definePageConfig({ navigationBarTitleText: '抽查核查', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
