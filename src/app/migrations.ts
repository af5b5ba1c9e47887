import type { MigrationFolder } from '#kit/db/database.ts';

/** Every folder of migrations, in the order in which they are applied: the kit first, then the rooms, each after those it enters. */
export const migrationFolders: MigrationFolder[] = [
  { room: 'kit', dir: new URL('../kit/migrations/', import.meta.url) },
  { room: 'access', dir: new URL('../rooms/access/migrations/', import.meta.url) },
  { room: 'views', dir: new URL('../rooms/views/migrations/', import.meta.url) },
  { room: 'registry', dir: new URL('../rooms/registry/migrations/', import.meta.url) },
  { room: 'indicators', dir: new URL('../rooms/indicators/migrations/', import.meta.url) },
  { room: 'contracts', dir: new URL('../rooms/contracts/migrations/', import.meta.url) },
  { room: 'projects', dir: new URL('../rooms/projects/migrations/', import.meta.url) },
  { room: 'campaigns', dir: new URL('../rooms/campaigns/migrations/', import.meta.url) },
  { room: 'monitoring', dir: new URL('../rooms/monitoring/migrations/', import.meta.url) },
  { room: 'evaluation', dir: new URL('../rooms/evaluation/migrations/', import.meta.url) },
];
