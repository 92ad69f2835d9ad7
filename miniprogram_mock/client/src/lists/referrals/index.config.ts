export default definePageConfig({ navigationBarTitleText: '推荐行动主体', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
