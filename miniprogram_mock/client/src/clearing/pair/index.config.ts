export default definePageConfig({ navigationBarTitleText: '社区之间互通', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
