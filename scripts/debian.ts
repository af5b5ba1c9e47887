import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Whether this process may install a system package by itself: root, on Debian or one of its descendants. */
export function canInstall(): boolean {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

let updated = false;

/**
 * Installs one Debian package.
 * @throws when apt-get fails; its own words are on the terminal.
 */
export function install(name: string): void {
  const options = {
    stdio: ['ignore', 'inherit', 'inherit'] as ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  console.log(`Installing the Debian package ${name}…`);
  if (!updated) execFileSync('apt-get', ['update', '-qq'], options);
  updated = true;
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], options);
}
