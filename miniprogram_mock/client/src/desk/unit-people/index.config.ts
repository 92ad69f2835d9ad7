export default definePageConfig({ navigationBarTitleText: '单位人员', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
