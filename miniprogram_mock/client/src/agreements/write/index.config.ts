export default definePageConfig({ navigationBarTitleText: '写协议', enablePullDownRefresh: false })
