export default definePageConfig({ navigationBarTitleText: '核查记录', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
