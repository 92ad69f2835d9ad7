export default definePageConfig({ navigationBarTitleText: '核销', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
