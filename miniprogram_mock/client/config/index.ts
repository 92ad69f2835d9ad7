import { defineConfig, type UserConfigExport } from '@tarojs/cli'
import { resolve } from 'node:path'
import TsconfigPathsPlugin from 'tsconfig-paths-webpack-plugin'

const h5 = process.env.TARO_ENV === 'h5'
// On H5 the server is the same origin; the mini-program needs its absolute https address.
const apiBase = h5 ? '' : process.env.MP_API_BASE || 'https://api.example.invalid'

/** What both targets' builds share: the paths of tsconfig, and each file's texts. */
function common(chain: any) {
  chain.resolve.plugin('tsconfig-paths').use(TsconfigPathsPlugin)
  chain.module.rule('texts').test(/\.tsx?$/).include.add(resolve(__dirname, '../src')).end().exclude.add(resolve(__dirname, '../src/texts')).end().enforce('pre').use('texts').loader(resolve(__dirname, 'texts.js'))
}

export default defineConfig<'webpack5'>(async () => {
  const config: UserConfigExport<'webpack5'> = {
    projectName: 'sangong-client',
    date: '2026-11-23',
    designWidth: 750,
    deviceRatio: { 640: 2.34 / 2, 750: 1, 375: 2, 828: 1.81 / 2 },
    sourceRoot: 'src',
    outputRoot: `${process.env.OUT || 'dist'}/${process.env.TARO_ENV}`,
    plugins: [resolve(__dirname, 'aria.js')],
    defineConstants: { API_BASE: JSON.stringify(apiBase) },
    copy: { patterns: h5 ? [] : [{ from: 'src/theme.json', to: `${process.env.OUT || 'dist'}/weapp/theme.json` }], options: {} },
    framework: 'react',
    compiler: { type: 'webpack5', prebundle: { enable: false } },
    // app.config.ts makes the pages from routes.ts: a kept cache would go on serving the old list.
    cache: { enable: process.env.CI !== 'true', buildDependencies: { routes: [resolve(__dirname, '../src/core/routes.ts')], texts: [resolve(__dirname, 'texts.js')] } },
    mini: {
      optimizeMainPackage: { enable: true }, // what only a sub-package uses stays in that sub-package
      // Sizes are real px on both targets: 18 px of elder text stays 18 px on every phone.
      postcss: { pxtransform: { enable: false, config: {} } },
      miniCssExtractPluginOption: { ignoreOrder: true },
      webpackChain: common,
    },
    h5: {
      publicPath: '/',
      staticDirectory: 'static',
      router: { mode: 'hash' },
      output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
      miniCssExtractPluginOption: { ignoreOrder: true, filename: 'css/[name].[contenthash:8].css', chunkFilename: 'css/[name].[contenthash:8].css' },
      postcss: { autoprefixer: { enable: true, config: {} }, pxtransform: { enable: false, config: {} } },
      devServer: { port: 10086, open: false, proxy: [{ context: ['/api', '/health', '/photos'], target: process.env.DEV_API || 'http://127.0.0.1:8000' }] as any },
      webpackChain(chain) {
        common(chain)
        // What every page uses is loaded once, not copied into each page's chunk.
        chain.optimization.splitChunks({
          cacheGroups: { shared: { name: 'shared', test: /[\\/]src[\\/](ui|core|services|platform)[\\/]|node_modules[\\/]qrcode[\\/]/, chunks: 'all', enforce: true, priority: 50 } },
        })
      },
    },
  }
  return config
})
