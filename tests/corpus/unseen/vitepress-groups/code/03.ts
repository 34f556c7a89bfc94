import { defineConfig } from 'nabi'

export default defineConfig({
  locales: {
    root: { label: '한국어', lang: 'ko' },
    en: { label: 'English', lang: 'en', link: '/en/' },
  },

  // 번역이 없을 때 사용할 언어
  fallback: 'ko',
})
