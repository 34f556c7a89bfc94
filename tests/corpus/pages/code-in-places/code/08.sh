pnpm add nooks
