npm add -D @nabi/i18n
