export default definePageConfig({ navigationBarTitleText: '评价这次服务', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
