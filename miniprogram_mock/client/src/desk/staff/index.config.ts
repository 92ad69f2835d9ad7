export default definePageConfig({ navigationBarTitleText: '社区工作台', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
