export default definePageConfig({ navigationBarTitleText: '签字单见证', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
