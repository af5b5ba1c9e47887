import { ROLE_TITLES } from '#kit/actor.ts';
import type { Config } from '#kit/config.ts';
import { formatNumber, speaking } from '#kit/say.ts';
import type { Running } from './server.ts';

/** What the terminal says once the server answers: where, what was loaded, and how to sign in as each function. */
export function welcome(config: Config, running: Running, elapsedMs: number): string {
  return speaking('fr', () => {
    const { furnished } = running;
    const lines = [
      '',
      `  Grappe répond à l’adresse ${running.url}  (${formatNumber(elapsedMs / 1000, 1)} s)`,
      `  Dépôt : ${running.store}`,
      '',
      ...furnished.loaded.map(({ what, rows }) => `  ${formatNumber(rows).padStart(8)}  ${what}`),
    ];
    if (config.demo) {
      const width = Math.max(...furnished.people.map((person) => person.email.length));
      lines.push(
        '',
        '  Données de démonstration : les membres, les contrats et les personnes sont inventés, et le disent à l’écran.',
        ...(furnished.demoContracts ? [`  ${contractsWritten(furnished.demoContracts)}`] : []),
        `  Mot de passe de tous les comptes : ${furnished.password}`,
        '',
        ...furnished.people.map(
          (person) =>
            `  ${person.email.padEnd(width)}  ${ROLE_TITLES[person.role].fr}${person.scope ? ` — ${person.scope}` : ''}`,
        ),
      );
    } else if (furnished.people.length === 0 && !furnished.hasAdministrator) {
      lines.push(
        '',
        '  Aucun compte. Créez l’administrateur : npm run grappe -- access create-administrator --email vous@exemple.fr --name "Votre Nom"',
      );
    }
    return `${lines.join('\n')}\n\n`;
  });
}

/** « 71 contrats de performance », or how many are still being written behind the first pages. */
function contractsWritten({ written, waiting }: { readonly written: number; readonly waiting: number }): string {
  if (waiting === 0) return `${written} contrats de performance`;
  return `${written + waiting} contrats de performance, dont ${waiting} s’écrivent pendant que le serveur répond`;
}
