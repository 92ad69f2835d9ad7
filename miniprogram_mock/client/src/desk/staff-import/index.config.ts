export default definePageConfig({ navigationBarTitleText: '导入的表格', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
