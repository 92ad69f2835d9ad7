export default definePageConfig({ navigationBarTitleText: '员工服务时长', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
