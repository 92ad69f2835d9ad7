export default definePageConfig({ navigationBarTitleText: '亲属赠与', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
