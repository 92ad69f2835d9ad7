export default definePageConfig({ navigationBarTitleText: '邻里互助', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
