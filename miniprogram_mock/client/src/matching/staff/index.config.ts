export default definePageConfig({ navigationBarTitleText: '需求匹配', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
