export default definePageConfig({ navigationBarTitleText: '申请入驻', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
