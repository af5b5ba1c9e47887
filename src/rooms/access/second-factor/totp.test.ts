import { describe, expect, it } from 'vitest';
import { acceptedStep, codeAt, codeOfStep, enrolmentAddress, fromBase32, stepAt, toBase32 } from './totp.ts';

const secret = new TextEncoder().encode('12345678901234567890');

describe('codes of an authenticator application', () => {
  it.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('are those of RFC 6238, appendix B, at %d s', (seconds, code) => {
    expect(codeOfStep(secret, stepAt(new Date(seconds * 1000)), 8)).toBe(code);
    expect(codeAt(toBase32(secret), new Date(seconds * 1000))).toBe(code.slice(2));
  });

  it('are accepted half a minute early or late, no more, and once', () => {
    const now = new Date('2014-09-15T10:00:00Z');
    const present = stepAt(now);
    const accepted = (step: number, last = 0) => acceptedStep(secret, codeOfStep(secret, step), now, last);
    expect([-2, -1, 0, 1, 2].map((shift) => accepted(present + shift))).toEqual([
      null,
      present - 1,
      present,
      present + 1,
      null,
    ]);
    expect(accepted(present, present - 1)).toBe(present);
    expect(accepted(present, present)).toBeNull();
    expect(accepted(present, present + 1)).toBeNull();
    expect(acceptedStep(secret, '', now, 0)).toBeNull();
  });

  it.each([
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ])('have keys written as RFC 4648 writes “%s”', (text, written) => {
    expect(toBase32(new TextEncoder().encode(text))).toBe(written);
    expect(new TextDecoder().decode(fromBase32(written.toLowerCase()))).toBe(text);
  });

  it('are announced to the application with issuer and account', () => {
    expect(enrolmentAddress('Grappe', 'claire@pole.example', secret)).toBe(
      'otpauth://totp/Grappe:claire%40pole.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Grappe',
    );
  });
});
