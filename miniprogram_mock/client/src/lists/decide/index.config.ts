export default definePageConfig({ navigationBarTitleText: '写下结论' })
