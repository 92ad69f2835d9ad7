export default definePageConfig({ navigationBarTitleText: '用表格导入', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
