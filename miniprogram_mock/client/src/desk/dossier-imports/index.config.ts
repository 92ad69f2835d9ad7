export default definePageConfig({ navigationBarTitleText: '导入志愿档案', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
