import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { hideCredentials } from './log.ts';
import type { Say } from './say.ts';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface OidcConfig {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What the sign-in button says: « ProConnect ». */
  readonly label: string;
}

/** How this installation runs, read once at start. */
export interface Config {
  readonly environment: 'production' | 'development' | 'test';
  readonly port: number;
  readonly host: string;
  /** Absolute path of the data folder: embedded store, keys, files. */
  readonly dataDir: string;
  /** Null: the embedded store in the data folder. */
  readonly databaseUrl: string | null;
  readonly demo: boolean;
  /** How many contracts the demonstration writes: one per cluster, or one of each situation. */
  readonly demoContracts: 'all' | 'few';
  /** Address that people use, without a slash at the end. */
  readonly url: string;
  /** Null: mail stays in the outbox, where the administrator reads it. */
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
  readonly theme: 'neutre' | 'etat';
  /** Absolute path of an installed DSFR's `dist`; set exactly when the theme is `etat`. */
  readonly dsfrDir: string | null;
  readonly oidc: OidcConfig | null;
  /** Certificate that seals signed documents, given by the operator (PKCS #12); null: the installation makes its own in the data folder. */
  readonly seal: { readonly p12: string; readonly password: string } | null;
  /** Behind a reverse proxy: the visitor's address is the last one of `X-Forwarded-For`, which that proxy adds. */
  readonly trustProxy: boolean;
  /** Whether jobs run inside the server process, or only in `grappe worker`. */
  readonly worker: 'inside' | 'none';
  readonly logLevel: LogLevel;
}

export interface ConfigProblem {
  readonly variable: string;
  /** What was found, credentials hidden; null when nothing was. */
  readonly found: string | null;
  readonly expected: Say;
  readonly example: string;
}

/** Everything that is wrong, at once, in French then in English. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    super(problems.map(describe).join('\n'));
    this.problems = problems;
  }
}

function describe({ variable, found, expected, example }: ConfigProblem): string {
  const fr = found === null ? 'n’est pas renseignée' : `vaut «\u202f${found}\u202f»`;
  const en = found === null ? 'is not set' : `is “${found}”`;
  return [
    `${variable} ${fr}. Attendu\u202f: ${expected.fr}. Exemple\u202f: ${variable}=${example}`,
    `${variable} ${en}. Expected: ${expected.en}. Example: ${variable}=${example}`,
  ].join('\n');
}

interface Variable<Output> {
  readonly schema: z.ZodType<Output>;
  readonly expected: Say;
  readonly example: string;
  /** Never repeated in a message. */
  readonly secret?: true;
}

const variable = <Output>(
  schema: z.ZodType<Output>,
  expected: Say,
  example: string,
  secret?: true,
): Variable<Output> => ({
  schema,
  expected,
  example,
  ...(secret && { secret }),
});

const oneOf = <const Value extends string>(values: readonly [Value, ...Value[]], byDefault: Value): Variable<Value> =>
  variable(
    z.enum(values).default(byDefault),
    { fr: `une valeur parmi ${values.join(', ')}`, en: `one of ${values.join(', ')}` },
    byDefault,
  );

function isUrl(text: string, protocols: readonly string[]): boolean {
  const url = URL.parse(text);
  return url !== null && protocols.includes(url.protocol) && url.hostname !== '';
}

const url = (protocols: readonly string[]) => z.string().refine((text) => isUrl(text, protocols));
const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
const ADDRESS = /^(?:[^<>\r\n]+<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/;

const VARIABLES = {
  NODE_ENV: oneOf(['production', 'development', 'test'], 'production'),
  PORT: variable(
    z
      .string()
      .regex(/^\d{1,5}$/)
      .transform(Number)
      .refine((port) => port <= 65_535)
      .default(3000),
    {
      fr: 'un numéro de port entre 0 et 65535 (0 laisse le système choisir)',
      en: 'a port number from 0 to 65535 (0 lets the system choose)',
    },
    '3000',
  ),
  HOST: variable(
    z
      .string()
      .regex(/^[\w.:-]+$/)
      .default('127.0.0.1'),
    {
      fr: 'l’adresse sur laquelle écouter, 127.0.0.1 pour cette machine seule, 0.0.0.0 pour le réseau',
      en: 'the address to listen on, 127.0.0.1 for this machine only, 0.0.0.0 for the network',
    },
    '127.0.0.1',
  ),
  GRAPPE_DATA: variable(
    z
      .string()
      .refine((path) => !existsSync(path) || isFolder(path))
      .default('./data'),
    { fr: 'un dossier, créé s’il n’existe pas', en: 'a folder, created when it does not exist' },
    '/var/lib/grappe',
  ),
  DATABASE_URL: variable(
    url(['postgres:', 'postgresql:']).optional(),
    {
      fr: 'l’adresse d’un serveur PostgreSQL 15 ou plus récent',
      en: 'the address of a PostgreSQL server, 15 or newer',
    },
    'postgres://grappe:motdepasse@localhost:5432/grappe',
  ),
  GRAPPE_DEMO: oneOf(['on', 'light', 'off'], 'on'),
  GRAPPE_URL: variable(
    url(['http:', 'https:'])
      .refine((text) => !/[?#]/.test(text))
      .transform((text) => text.replace(/\/+$/, ''))
      .optional(),
    { fr: 'l’adresse publique, que les gens saisissent', en: 'the public address, which people type' },
    'https://grappe.exemple.fr',
  ),
  SMTP_URL: variable(
    url(['smtp:', 'smtps:']).optional(),
    { fr: 'l’adresse d’un serveur SMTP', en: 'the address of an SMTP server' },
    'smtps://grappe:motdepasse@smtp.exemple.fr:465',
  ),
  GRAPPE_MAIL_FROM: variable(
    z.string().regex(ADDRESS).optional(),
    {
      fr: 'l’expéditeur des messages, adresse seule ou nom suivi de l’adresse',
      en: 'the sender of mail, an address or a name followed by it',
    },
    '"Grappe <ne-pas-repondre@exemple.fr>"',
  ),
  GRAPPE_THEME: oneOf(['neutre', 'etat'], 'neutre'),
  GRAPPE_DSFR_DIR: variable(
    z
      .string()
      .refine((path) => existsSync(join(path, 'dsfr.min.css')))
      .optional(),
    {
      fr: 'le dossier dist d’un DSFR installé, qui contient dsfr.min.css\u202f; nécessaire avec GRAPPE_THEME=etat',
      en: 'the dist folder of an installed DSFR, which holds dsfr.min.css; required with GRAPPE_THEME=etat',
    },
    '/opt/dsfr/dist',
  ),
  OIDC_ISSUER: variable(
    url(['http:', 'https:']).optional(),
    { fr: 'l’adresse du fournisseur OpenID Connect', en: 'the address of the OpenID Connect provider' },
    'https://auth.exemple.fr/api/v2',
  ),
  OIDC_CLIENT_ID: variable(
    z.string().optional(),
    {
      fr: 'l’identifiant donné par le fournisseur OpenID Connect',
      en: 'the identifier given by the OpenID Connect provider',
    },
    'grappe',
  ),
  OIDC_CLIENT_SECRET: variable(
    z.string().optional(),
    { fr: 'le secret donné par le fournisseur OpenID Connect', en: 'the secret given by the OpenID Connect provider' },
    'secret-du-fournisseur',
    true,
  ),
  OIDC_LABEL: variable(
    z.string().optional(),
    { fr: 'le nom affiché sur le bouton de connexion', en: 'the name shown on the sign-in button' },
    'ProConnect',
  ),
  GRAPPE_SEAL_P12: variable(
    z
      .string()
      .refine((path) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false)
      .optional(),
    {
      fr: 'le fichier PKCS #12 (.p12) de la clé et du certificat qui scellent les documents signés',
      en: 'the PKCS #12 file (.p12) with the key and certificate that seal signed documents',
    },
    '/etc/grappe/cachet.p12',
  ),
  GRAPPE_SEAL_PASSWORD: variable(
    z.string().optional(),
    { fr: 'le mot de passe du fichier GRAPPE_SEAL_P12', en: 'the password of the file GRAPPE_SEAL_P12' },
    'mot-de-passe-du-fichier',
    true,
  ),
  GRAPPE_TRUST_PROXY: oneOf(['on', 'off'], 'off'),
  GRAPPE_WORKER: oneOf(['inside', 'none'], 'inside'),
  LOG_LEVEL: oneOf(LOG_LEVELS, 'info'),
} satisfies Record<string, Variable<unknown>>;

type Name = keyof typeof VARIABLES;
type Values = { [N in Name]: z.output<(typeof VARIABLES)[N]['schema']> };

/** The four go together: sign-in with three of them would fail at the first visitor rather than here. */
const OIDC_NAMES = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_LABEL'] as const;

/** Reads the whole configuration from the environment; an empty variable counts as absent. Throws a `ConfigError` that names all that is wrong. */
export function parseConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const problems: ConfigProblem[] = [];
  const given = (name: Name): string | undefined => env[name]?.trim() || undefined;
  const report = (name: Name) => {
    const { expected, example, secret }: Variable<unknown> = VARIABLES[name];
    const text = given(name);
    problems.push({
      variable: name,
      found: text === undefined ? null : secret ? '…' : hideCredentials(text),
      expected,
      example,
    });
  };
  const values = Object.fromEntries(
    Object.entries(VARIABLES).map(([name, { schema }]) => {
      const parsed = schema.safeParse(given(name as Name));
      if (!parsed.success) report(name as Name);
      return [name, parsed.data];
    }),
  ) as Values;
  if (values.GRAPPE_THEME === 'etat' && given('GRAPPE_DSFR_DIR') === undefined) report('GRAPPE_DSFR_DIR');
  const withOidc = OIDC_NAMES.some((name) => given(name) !== undefined);
  if (withOidc) for (const name of OIDC_NAMES) if (given(name) === undefined) report(name);
  if (given('GRAPPE_SEAL_PASSWORD') !== undefined && given('GRAPPE_SEAL_P12') === undefined) report('GRAPPE_SEAL_P12');
  if (problems.length > 0) throw new ConfigError(problems);

  const address = values.GRAPPE_URL ?? `http://localhost:${values.PORT}`;
  return {
    environment: values.NODE_ENV,
    port: values.PORT,
    host: values.HOST,
    dataDir: resolve(values.GRAPPE_DATA),
    databaseUrl: values.DATABASE_URL ?? null,
    demo: values.GRAPPE_DEMO !== 'off',
    demoContracts: values.GRAPPE_DEMO === 'light' ? 'few' : 'all',
    url: address,
    smtpUrl: values.SMTP_URL ?? null,
    mailFrom: values.GRAPPE_MAIL_FROM ?? `Grappe <ne-pas-repondre@${new URL(address).hostname}>`,
    theme: values.GRAPPE_THEME,
    dsfrDir: values.GRAPPE_THEME === 'etat' && values.GRAPPE_DSFR_DIR ? resolve(values.GRAPPE_DSFR_DIR) : null,
    oidc: withOidc
      ? {
          issuer: values.OIDC_ISSUER ?? '',
          clientId: values.OIDC_CLIENT_ID ?? '',
          clientSecret: values.OIDC_CLIENT_SECRET ?? '',
          label: values.OIDC_LABEL ?? '',
        }
      : null,
    seal: values.GRAPPE_SEAL_P12
      ? { p12: resolve(values.GRAPPE_SEAL_P12), password: values.GRAPPE_SEAL_PASSWORD ?? '' }
      : null,
    trustProxy: values.GRAPPE_TRUST_PROXY === 'on',
    worker: values.GRAPPE_WORKER,
    logLevel: values.LOG_LEVEL,
  };
}
