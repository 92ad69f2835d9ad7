export default definePageConfig({ navigationBarTitleText: '离线收的券', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
