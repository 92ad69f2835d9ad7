export default definePageConfig({ navigationBarTitleText: '时光存折', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
