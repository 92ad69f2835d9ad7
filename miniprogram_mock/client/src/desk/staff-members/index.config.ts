export default definePageConfig({ navigationBarTitleText: '居民核实', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' })
