pnpm add @kestrel/countdown
