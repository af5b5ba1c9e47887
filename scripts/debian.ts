import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Whether this process may install a system package by itself: root, on Debian or one of its descendants. */
export function canInstall(): boolean {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

let updated = false;

/** Installs one Debian package. A failure is left to whoever then does not find its programs; apt-get's own words are on the terminal. */
export function install(name: string): void {
  const apt = (...args: string[]) =>
    execFileSync('apt-get', [...args, '-qq'], {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  console.log(`Installing the Debian package ${name}…`);
  try {
    if (!updated) apt('update');
    updated = true;
    apt('install', '-y', '--no-install-recommends', name);
  } catch (error) {
    console.log((error as Error).message);
  }
}
