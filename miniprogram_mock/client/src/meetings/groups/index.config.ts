export default definePageConfig({ navigationBarTitleText: '居民小组和人数' })
