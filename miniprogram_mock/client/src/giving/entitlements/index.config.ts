export default definePageConfig({ navigationBarTitleText: '公益时间资格', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
