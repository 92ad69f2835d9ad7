export default definePageConfig({ navigationBarTitleText: '召集会议', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
