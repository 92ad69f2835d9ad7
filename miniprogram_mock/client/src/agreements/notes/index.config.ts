export default definePageConfig({ navigationBarTitleText: '监督意见', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
