/**
 * Taro plugin: WeChat's view, button and inputs take aria-role and aria-label, but Taro's templates leave them out.
 * The templates get them here; src/platform/aria-runtime.ts tells the running client the same, and both must name the same attributes.
 */
const path = require('node:path')
const ARIA = { 'aria-role': '', 'aria-label': '' }
const WITH_ARIA = { View: ARIA, Button: ARIA, Input: ARIA, Textarea: ARIA }

module.exports = ctx => {
  ctx.registerMethod({
    name: 'onSetupClose',
    fn(platform) {
      if (platform.platform !== 'weapp') return
      platform.template.mergeComponents(ctx, WITH_ARIA)
      platform.runtimePath = [].concat(platform.runtimePath, path.resolve(__dirname, '../src/platform/aria-runtime.ts'))
    },
  })
}
