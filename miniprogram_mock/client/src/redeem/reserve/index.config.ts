export default definePageConfig({ navigationBarTitleText: '社区保障金', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
