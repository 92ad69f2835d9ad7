export default definePageConfig({ navigationBarTitleText: '转到另一个社区', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
