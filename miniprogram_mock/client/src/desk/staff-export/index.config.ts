export default definePageConfig({ navigationBarTitleText: '导出志愿档案', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
