export default definePageConfig({ navigationBarTitleText: '公益基金', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
