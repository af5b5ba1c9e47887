import type { Room } from '#kit/room.ts';
import { access } from '#rooms/access';
import { administration } from '#rooms/administration';
import { campaigns } from '#rooms/campaigns';
import { contracts } from '#rooms/contracts';
import { evaluation } from '#rooms/evaluation';
import { indicators } from '#rooms/indicators';
import { monitoring } from '#rooms/monitoring';
import { projects } from '#rooms/projects';
import { registry } from '#rooms/registry';
import { views } from '#rooms/views';

/** The rooms of the house, from the ground up. */
export const rooms: readonly Room[] = [
  access,
  views,
  registry,
  indicators,
  contracts,
  projects,
  campaigns,
  monitoring,
  evaluation,
  administration,
];
