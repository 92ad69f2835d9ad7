export default definePageConfig({ navigationBarTitleText: '付出与得到', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
