export default definePageConfig({ navigationBarTitleText: '商户工作台', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
