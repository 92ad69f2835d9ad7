export default definePageConfig({ navigationBarTitleText: '我的捐赠', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
