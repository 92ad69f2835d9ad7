export default definePageConfig({ navigationBarTitleText: '基金公开账', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
