export default definePageConfig({ navigationBarTitleText: '志愿档案', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
