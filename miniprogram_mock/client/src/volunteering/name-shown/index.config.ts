export default definePageConfig({ navigationBarTitleText: '公示里的名字' })
