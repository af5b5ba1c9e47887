import type { Generated, GeneratedAlways } from 'kysely';
import type { Role, Scope } from '#kit/actor.ts';

export interface PersonTable {
  id: string;
  name: string;
  /** Lower case. */
  email: string;
  email_verified: Generated<boolean>;
  image: string | null;
  created_at: Date;
  updated_at: Date;
  deactivated_at: Date | null;
  deactivation_reason: string | null;
  synthetic: GeneratedAlways<boolean>;
}

/** `credential` for a password, else the identity provider. */
export interface SignInMethodTable {
  id: string;
  person_id: string;
  provider: string;
  subject: string;
  password: string | null;
  access_token: string | null;
  refresh_token: string | null;
  id_token: string | null;
  access_token_expires_at: Date | null;
  refresh_token_expires_at: Date | null;
  scope: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface SessionTable {
  id: string;
  person_id: string;
  token: string;
  /** How the person signed in: a provider of `access.sign_in_method`. */
  provider: Generated<string>;
  expires_at: Date;
  ip_address: string | null;
  user_agent: string | null;
  created_at: Date;
  updated_at: Date;
  /** The password was right and the second factor is still to come. */
  second_factor_due: Generated<boolean>;
}

export interface SecondFactorTable {
  person_id: string;
  sealed_secret: string;
  /** The last period of thirty seconds whose code was used. */
  last_step: number;
  enabled_at: Date;
}

export interface RecoveryCodeTable {
  /** SHA-256 of the code, hexadecimal. */
  hash: string;
  person_id: string;
  made_at: Date;
  used_at: Date | null;
}

export interface VerificationTable {
  id: string;
  identifier: string;
  value: string;
  expires_at: Date;
  created_at: Date;
  updated_at: Date;
}

export interface AttemptTable {
  key: string;
  count: number;
  since: Date;
}

export interface FunctionGrantTable {
  id: string;
  person_id: string;
  role: Role;
  scope_kind: Scope['kind'];
  /** Empty for the whole programme. */
  scope_id: Generated<string>;
  /** First day, included. */
  valid_from: string;
  /** Last day, included; null without end. */
  valid_to: string | null;
  mission: string | null;
  granted_by: string;
  granted_by_name: string;
  granted_at: Date;
  /** The instant at which it was ended at once; its days stay as they were. */
  ended_at: Date | null;
  ended_by_name: string | null;
  end_reason: string | null;
}

export interface DelegationTable {
  id: string;
  grant_id: string;
  deputy_id: string;
  valid_from: string;
  valid_to: string;
  reason: string;
  made_by: string;
  made_at: Date;
  ended_at: Date | null;
  ended_by_name: string | null;
}

/** Own and delegated functions alike, with the days that count. */
export interface HeldFunctionView {
  person_id: string;
  grant_id: string;
  role: Role;
  scope_kind: Scope['kind'];
  scope_id: string;
  /** Name of the holder, for a deputy. */
  on_behalf_of: string | null;
  valid_from: string;
  valid_to: string | null;
}

export interface LinkTable {
  id: string;
  /** SHA-256 of the token, hexadecimal. */
  token_hash: string;
  action: string;
  input: Record<string, unknown>;
  label: string;
  email: string | null;
  purpose_fr: string;
  purpose_en: string;
  made_by: string;
  made_by_name: string;
  made_at: Date;
  expires_at: Date;
  used_at: Date | null;
  revoked_at: Date | null;
}

export interface ApiKeyTable {
  id: string;
  /** SHA-256 of the key, hexadecimal. */
  hash: string;
  name: string;
  person_id: string;
  scopes: string[];
  created_at: Date;
  expires_at: Date;
  revoked_at: Date | null;
  last_used_at: Date | null;
}

declare module '#kit/db/database.ts' {
  interface Database {
    'access.person': PersonTable;
    'access.sign_in_method': SignInMethodTable;
    'access.session': SessionTable;
    'access.second_factor': SecondFactorTable;
    'access.recovery_code': RecoveryCodeTable;
    'access.verification': VerificationTable;
    'access.attempt': AttemptTable;
    'access.function_grant': FunctionGrantTable;
    'access.delegation': DelegationTable;
    'access.held_function': HeldFunctionView;
    'access.link': LinkTable;
    'access.api_key': ApiKeyTable;
  }
}
