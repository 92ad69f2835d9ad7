export default definePageConfig({ navigationBarTitleText: '发现行动主体', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
