export default definePageConfig({ navigationBarTitleText: '捐赠凭据', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
