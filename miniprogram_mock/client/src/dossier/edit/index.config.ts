export default definePageConfig({ navigationBarTitleText: '改我的志愿档案', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
