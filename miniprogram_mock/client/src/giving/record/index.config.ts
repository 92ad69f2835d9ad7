export default definePageConfig({ navigationBarTitleText: '登记捐赠', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
