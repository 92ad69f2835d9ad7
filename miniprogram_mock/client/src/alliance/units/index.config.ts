export default definePageConfig({ navigationBarTitleText: '各单位付出与得到', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
