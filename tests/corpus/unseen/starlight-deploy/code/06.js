import { copyFile, mkdir } from 'node:fs/promises';

const day = new Date().toISOString().slice(0, 10);

await mkdir('backups', { recursive: true });
await copyFile('/var/lib/mudlark/mudlark.db', `backups/${day}.db`);
