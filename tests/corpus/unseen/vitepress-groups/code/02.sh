yarn add -D @nabi/i18n
