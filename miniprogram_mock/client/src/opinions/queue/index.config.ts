export default definePageConfig({ navigationBarTitleText: '待审核的内容', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
