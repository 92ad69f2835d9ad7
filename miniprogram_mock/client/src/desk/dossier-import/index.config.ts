export default definePageConfig({ navigationBarTitleText: '导入的文件', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
