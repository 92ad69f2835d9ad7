export default definePageConfig({ navigationBarTitleText: '会议纪要', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
