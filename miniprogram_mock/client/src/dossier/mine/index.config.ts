export default definePageConfig({ navigationBarTitleText: '我的志愿档案', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
